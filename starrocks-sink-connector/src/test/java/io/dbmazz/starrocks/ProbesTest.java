package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.Probes.Probe;
import io.dbmazz.starrocks.table.KeyProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ProbesTest {

  private static final String URL = "starrocks.http.url";
  private static final String USER = "starrocks.username";
  private static final Duration LONG = Duration.ofSeconds(30);

  private static Probe probe(Callable<Optional<KeyProblem>> question) {
    return new Probe(URL, "StarRocks at fe1", question);
  }

  private static Probe finding(String key, String text) {
    return probe(() -> Optional.of(new KeyProblem(key, text)));
  }

  @Test
  void serversAreAskedAtTheSameTime() {
    CyclicBarrier bothAsked = new CyclicBarrier(2);
    Probe probe =
        probe(
            () -> {
              bothAsked.await();
              return Optional.empty();
            });

    assertThat(Probes.problems(List.of(probe, probe), LONG)).isEmpty();
  }

  @Test
  void everyWrongAddressIsNamedAndAWrongLoginOnce() {
    Map<String, String> problems =
        Probes.problems(
            List.of(finding(URL, "a"), finding(USER, "b"), finding(URL, "c"), finding(USER, "d")),
            LONG);

    assertThat(problems).containsExactly(Map.entry(URL, "a. c"), Map.entry(USER, "b"));
  }

  @Test
  void serverThatTakesTooLongIsNamedAndTheOthersAnswersKept() {
    CountDownLatch never = new CountDownLatch(1);
    Probe silent =
        probe(
            () -> {
              never.await();
              return Optional.empty();
            });

    assertThat(Probes.problems(List.of(silent, finding(USER, "b")), Duration.ofMillis(200)))
        .containsOnlyKeys(URL, USER)
        .extractingByKey(URL)
        .asString()
        .startsWith("StarRocks at fe1 does not answer (waited 200 ms)");
  }

  @Test
  void questionThatFailsIsAProblemOfItsServer() {
    Probe broken =
        probe(
            () -> {
              throw new IllegalStateException("broken");
            });

    assertThat(Probes.problems(List.of(broken), LONG).get(URL))
        .contains("StarRocks at fe1", "IllegalStateException: broken");
  }
}
