package io.dbmazz.starrocks;

import io.dbmazz.starrocks.table.KeyProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several servers at once and waits for no answer longer than allowed. Never throws. */
final class Probes {

  private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

  private Probes() {}

  /**
   * A question to a server.
   *
   * @param key of the configuration that names the server
   * @param server what messages call it
   * @param question may block, though not for ever
   */
  record Probe(String key, String server, Callable<Optional<KeyProblem>> question) {}

  /**
   * Asks.
   *
   * @param longest to wait for all answers
   * @return one text by key, in the order of the probes; empty when all is well
   */
  static Map<String, String> problems(List<Probe> probes, Duration longest) {
    ExecutorService threads = Executors.newCachedThreadPool(Probes::thread);
    try {
      List<Future<Optional<KeyProblem>>> answers =
          threads.invokeAll(
              probes.stream().map(Probe::question).toList(),
              longest.toNanos(),
              TimeUnit.NANOSECONDS);
      List<KeyProblem> problems = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        answer(probes.get(i), answers.get(i), longest).ifPresent(problems::add);
      }
      return byKey(problems);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of(probes.get(0).key(), "Not checked: the validation was interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable question) {
    Thread thread = new Thread(question, "starrocks-validation");
    thread.setDaemon(true);
    return thread;
  }

  /** Of an answer that is there, or will never be. */
  private static Optional<KeyProblem> answer(
      Probe probe, Future<Optional<KeyProblem>> answer, Duration longest)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException e) {
      return Optional.of(
          KeyProblem.unanswered(
              probe.key(), probe.server(), "waited " + longest.toMillis() + " ms"));
    } catch (ExecutionException e) {
      LOG.debug("{} could not be asked", probe.server(), e);
      return Optional.of(KeyProblem.unanswered(probe.key(), probe.server(), e));
    }
  }

  /** Of several addresses, each may be wrong in its own way; a wrong password is the same one. */
  private static Map<String, String> byKey(List<KeyProblem> problems) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (KeyProblem problem : problems) {
      boolean many = problem.key().equals(SinkConfigDef.HTTP_URL);
      texts.merge(
          problem.key(), problem.text(), (first, next) -> many ? first + ". " + next : first);
    }
    return texts;
  }
}
