package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.table.Sleeper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that take longer than a loader waits for them, which is 300 ms here. */
class AnswerTimeoutIT {

  private static final Duration ANSWER = Duration.ofMillis(300);

  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpTransport transport = new HttpTransport(Duration.ofSeconds(2), ANSWER);
  private EmulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new EmulatedCluster(EmulatorOptions.defaults().withFollower());
    cluster.createOrders("id BIGINT NOT NULL, name VARCHAR(9) NULL");
  }

  @AfterEach
  void stop() {
    release.countDown();
    transport.close();
    cluster.close();
  }

  /** Does something when the loader first waits. */
  private LoadStep retrying(Runnable whileWaiting) {
    List<URI> urls =
        List.of(
            URI.create(cluster.emulator().followerUrl().orElseThrow()),
            URI.create(cluster.emulator().feUrl()));
    StreamLoadClient client =
        new StreamLoadClient(
            transport,
            new Endpoints(urls),
            new TrustedHosts(urls, Map.of(), Set::of),
            "root",
            new Password(""));
    Sleeper sleeper =
        pause -> {
          whileWaiting.run();
          Thread.sleep(20);
        };
    Duration settling = Duration.ofSeconds(30);
    LoadStates states = new LoadStates(client, sleeper, System::nanoTime, settling);
    RetryingLoad.Policy policy =
        new RetryingLoad.Policy(5, new Backoff(ANSWER, ANSWER, () -> 1), settling);
    return new RetryingLoad(
        new SingleLoad(client, states, new Refusals(client)),
        policy,
        sleeper,
        System::nanoTime,
        cluster.counters());
  }

  private static LoadRequest request() {
    LoadRequest request = Requests.request();
    Map<String, String> headers =
        Map.of("label", request.label().value(), "format", "json", "strip_outer_array", "true");
    return new LoadRequest(request.table(), request.label(), headers, request.body());
  }

  private void assertLandedOnce(int tries) {
    assertThat(cluster.rows("SELECT id FROM orders")).containsExactly("1");
    assertThat(cluster.loads()).hasSize(tries);
    assertThat(cluster.loads())
        .filteredOn(seen -> seen.rows() > 0)
        .as("loads that were committed")
        .hasSize(1);
    assertThat(cluster.emulator().openTransactions("shop")).isEmpty();
  }

  @Test
  void answerThatComesTooLateIsFoundInTheLoadState() {
    cluster.fail(new Fault.SlowAnswer(Duration.ofSeconds(1)));

    retrying(() -> {}).load(request());

    assertThat(cluster.rows("SELECT id FROM orders")).containsExactly("1");
    assertThat(cluster.loads()).hasSize(1);
    assertThat(cluster.counters().retries()).isZero();
  }

  @Test
  void loadThatIsAtWorkBeyondTheTimeoutIsWaitedForAndNotSentAgain() {
    cluster.fail(new Fault.Held(release));

    retrying(release::countDown).load(request());

    assertThat(cluster.rows("SELECT id FROM orders")).containsExactly("1");
    assertThat(cluster.loads()).hasSize(1);
  }

  @Test
  void leaderThatChangesWhileTheLabelIsAskedForLosesTheLoadAndItIsSentAgain() {
    cluster.fail(new Fault.Held(release));

    retrying(
            () -> {
              if (release.getCount() > 0) {
                cluster.emulator().switchLeader();
                release.countDown();
              }
            })
        .load(request());

    assertLandedOnce(2);
  }

  @Test
  void leaderThatChangesAfterTheCommitDoesNotForgetIt() {
    cluster.fail(new Fault.SlowAnswer(Duration.ofSeconds(1)));
    cluster.emulator().holdPublishing();

    retrying(() -> cluster.emulator().switchLeader()).load(request());
    cluster.emulator().releasePublishing();

    assertThat(cluster.rows("SELECT id FROM orders")).containsExactly("1");
    assertThat(cluster.loads()).hasSize(1);
  }
}
