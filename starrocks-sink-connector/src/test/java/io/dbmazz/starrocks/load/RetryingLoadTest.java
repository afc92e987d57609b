package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.load.LoadFailedException.Kind;
import io.dbmazz.starrocks.table.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RetryingLoadTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final List<LoadRequest> sent = new ArrayList<>();
  private final LoadCounters counters = new LoadCounters();
  private final LoadRequest request = Requests.request();
  private long nanos;

  private RetryingLoad retrying(int maxRetries, LoadStep step) {
    Sleeper sleeper =
        pause -> {
          pauses.add(pause);
          nanos += pause.toNanos();
        };
    return retrying(maxRetries, step, sleeper);
  }

  private RetryingLoad retrying(int maxRetries, LoadStep step, Sleeper sleeper) {
    RetryingLoad.Policy policy =
        new RetryingLoad.Policy(
            maxRetries,
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), () -> 1),
            Duration.ofMinutes(10));
    LoadStep recorded =
        load -> {
          sent.add(load);
          step.load(load);
        };
    return new RetryingLoad(recorded, policy, sleeper, () -> nanos, counters);
  }

  private LoadStep failing(int times, Kind kind) {
    return load -> {
      if (sent.size() <= times) {
        throw new LoadFailedException(kind, "failure " + sent.size());
      }
    };
  }

  @Test
  void theSameLoadIsSentAgainUntilItSucceeds() {
    retrying(3, failing(3, Kind.BUSY)).load(request);

    assertThat(sent).hasSize(4).containsOnly(request);
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(counters.retries()).isEqualTo(3);
  }

  @Test
  void whenTheTriesAreUsedUpAllFailuresAreTold() {
    assertThatThrownBy(() -> retrying(2, failing(99, Kind.BUSY)).load(request))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("failure 3 (failed 3 times)")
        .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(2));
    assertThat(sent).hasSize(3);
  }

  @Test
  void withoutRetriesThereIsOneTry() {
    assertThatThrownBy(() -> retrying(0, failing(99, Kind.BUSY)).load(request))
        .isInstanceOf(RetriableException.class);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aLoadThatMayYetBeCommittedIsNotLetGo() {
    retrying(1, failing(12, Kind.UNSETTLED)).load(request);

    assertThat(sent).hasSize(13);
  }

  @Test
  void aLoadThatStarRocksHasGivenUpIsLetGo() {
    assertThatThrownBy(() -> retrying(1, failing(9999, Kind.UNSETTLED)).load(request))
        .isInstanceOf(RetriableException.class);
    assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void anUnknownReasonEndsTheTaskInsteadOfBeingTriedForEver() {
    assertThatThrownBy(() -> retrying(1, failing(99, Kind.UNEXPECTED)).load(request))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class);
    assertThat(sent).hasSize(2);
  }

  @Test
  void refusedRowsAreNotSentAgain() {
    LoadStep refusing =
        load -> {
          throw new DataException("column name");
        };

    assertThatThrownBy(() -> retrying(9, refusing).load(request)).isInstanceOf(DataException.class);
    assertThat(sent).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aThreadThatIsToStopDoesNotTryAgain() {
    Sleeper interrupted =
        pause -> {
          throw new InterruptedException();
        };

    assertThatThrownBy(() -> retrying(9, failing(99, Kind.BUSY), interrupted).load(request))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void pausesAreDrawnBetweenHalfAndWholeAndBounded() {
    Backoff low = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), () -> 0);

    assertThat(low.after(0)).isEqualTo(Duration.ofMillis(250));
    assertThat(low.after(1000)).isEqualTo(Duration.ofSeconds(15));
  }
}
