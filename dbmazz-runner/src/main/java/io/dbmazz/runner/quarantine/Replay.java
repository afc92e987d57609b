package io.dbmazz.runner.quarantine;

import io.dbmazz.runner.file.ProcessLock;
import io.dbmazz.runner.quarantine.ReplayRules.Unversioned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Loads the records of a quarantine, file by file in their order, and removes those that are
 * durable in the target. A pipeline may run beside it: rows that it has loaded since are newer and
 * stay, as the sink loads under a condition on their version.
 *
 * <p>Killed, or StarRocks away, at any moment: what was loaded and not removed is loaded again by
 * the next replay, which changes nothing.
 */
public final class Replay {

  private final QuarantineFiles files;
  private final Map<String, String> sink;
  private final Set<String> topics;
  private final ReplayRules rules;
  private final Consumer<String> told;
  private int loaded;
  private int left;

  /**
   * How a replay ended.
   *
   * @param loaded records that were loaded and removed
   * @param left records that stay
   */
  public record Result(int loaded, int left) {}

  private Replay(
      Path directory,
      Map<String, String> sink,
      Set<String> topics,
      ReplayRules rules,
      Consumer<String> told) {
    this.files = new QuarantineFiles(directory);
    this.sink = sink;
    this.topics = topics;
    this.rules = rules;
    this.told = told;
  }

  /**
   * A replay of records that have a version.
   *
   * @param sink configuration of the sink
   * @param topics whose records are loaded; none for all
   * @param told takes a line for each record that stays, without any value
   */
  public static Replay of(
      Path directory, Map<String, String> sink, Set<String> topics, Consumer<String> told) {
    return new Replay(directory, sink, topics, new ReplayRules(sink, Unversioned.STAY), told);
  }

  /** As {@link #of}, and records without a version replace whatever there is. */
  public static Replay withoutVersion(
      Path directory, Map<String, String> sink, Set<String> topics, Consumer<String> told) {
    return new Replay(directory, sink, topics, new ReplayRules(sink, Unversioned.LOAD), told);
  }

  /**
   * Does it.
   *
   * @throws ConnectException when another replay is at work, a file is damaged, or the sink fails;
   *     whatever was removed by then was loaded
   * @throws IOException when a file cannot be read or rewritten
   */
  public Result run() throws IOException {
    loaded = 0;
    left = 0;
    ProcessLock lock = files.openForReplay();
    try {
      replayAll(files.list());
    } finally {
      lock.close();
    }
    return new Result(loaded, left);
  }

  private void replayAll(List<Path> found) throws IOException {
    if (found.isEmpty()) {
      return; // without asking StarRocks
    }
    try (ReplaySink replaySink = new ReplaySink(sink)) {
      for (Path file : found) {
        replay(file, replaySink);
      }
    }
  }

  private void replay(Path file, ReplaySink replaySink) throws IOException {
    List<Entry> entries = files.read(file);
    List<Entry> allowed = new ArrayList<>();
    BitSet tried = new BitSet();
    for (int i = 0; i < entries.size(); i++) {
      if (mayBeLoaded(entries.get(i))) {
        allowed.add(entries.get(i));
        tried.set(i);
      }
    }
    List<Optional<String>> refusals = allowed.isEmpty() ? List.of() : replaySink.load(allowed);
    List<String> remaining = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Optional<String> refusal = tried.get(i) ? refusals.get(next++) : Optional.of("");
      if (refusal.isPresent()) {
        remaining.add(entry.toLine());
        tell(entry, refusal.get());
      }
    }
    if (remaining.size() < entries.size()) {
      files.leave(file, remaining);
    }
    loaded += entries.size() - remaining.size();
    left += remaining.size();
  }

  private boolean mayBeLoaded(Entry entry) {
    Optional<String> hindrance = rules.hindrance(entry);
    boolean wanted = topics.isEmpty() || topics.contains(entry.topic());
    if (wanted) {
      hindrance.ifPresent(reason -> tell(entry, reason));
    }
    return wanted && hindrance.isEmpty();
  }

  private void tell(Entry entry, String reason) {
    if (!reason.isEmpty()) {
      told.accept(
          entry.id()
              + " "
              + entry.topic()
              + " "
              + entry.position().orElse("")
              + " stays: "
              + reason);
    }
  }
}
