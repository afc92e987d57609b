package io.dbmazz.starrocks.emulator.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is to go wrong, programmed by a test's thread and taken by the servers'. A request suffers
 * at most one fault of each {@link Fault.Node}: the oldest that matches.
 */
public final class Faults {
  private final List<Rule> rules = new ArrayList<>();

  private static final class Rule {
    private final Fault fault;
    private final Predicate<LoadTarget> loads;
    private int times;

    private Rule(Fault fault, Predicate<LoadTarget> loads, int times) {
      this.fault = fault;
      this.loads = loads;
      this.times = times;
    }
  }

  /** The next request suffers the fault, whatever its operation. */
  public void next(Fault fault) {
    next(1, fault);
  }

  /** The next requests suffer the fault, each once. */
  public void next(int times, Fault fault) {
    next(times, load -> true, fault);
  }

  /** The next request for the operation suffers the fault. */
  public void nextAt(Operation operation, Fault fault) {
    next(1, load -> load.operation() == operation, fault);
  }

  /** The next load into the table suffers the fault. */
  public void nextInto(String table, Fault fault) {
    next(1, load -> load.operation().sendsRows() && load.table().equals(table), fault);
  }

  /** The next requests that match suffer the fault, each once. */
  public synchronized void next(int times, Predicate<LoadTarget> loads, Fault fault) {
    rules.add(new Rule(fault, loads, times));
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    rules.clear();
  }

  /** How many requests are still to suffer. */
  public synchronized int pending() {
    return rules.stream().mapToInt(rule -> rule.times).sum();
  }

  /** Takes the fault that the request suffers at this node. */
  public synchronized Optional<Fault> take(Fault.Node node, LoadTarget load) {
    for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
      Rule rule = each.next();
      if (rule.fault.node() == node && rule.loads.test(load)) {
        if (--rule.times == 0) {
          each.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }
}
