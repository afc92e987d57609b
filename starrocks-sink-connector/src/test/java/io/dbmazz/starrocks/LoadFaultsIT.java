package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Fault.Node;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers and networks that fail while the sink loads: every row arrives, and once. */
class LoadFaultsIT {

  private static StarRocksEmulator starRocks;
  private FaultySink sink;

  @BeforeAll
  static void startStarRocks() {
    starRocks =
        StarRocksEmulator.start(
            EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE).withFollower());
  }

  @AfterAll
  static void stopStarRocks() {
    starRocks.close();
  }

  @BeforeEach
  void start() throws SQLException {
    sink = new FaultySink(starRocks, Map.of("starrocks.http.url", bothFrontEnds()));
  }

  private static String bothFrontEnds() {
    return starRocks.feUrl() + "," + starRocks.followerUrl().orElseThrow();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  private void wasSentOnce() {
    assertThat(sink.labels("events")).hasSize(1);
  }

  private void wasSentAgainWithTheSameLabel() {
    List<String> labels = sink.labels("events");
    assertThat(labels).hasSizeGreaterThan(1).containsOnly(labels.get(0));
  }

  @Test
  void publishTimeoutIsSuccess() throws SQLException {
    sink.landsOnceDespite(new Fault.PublishTimeout());
    wasSentOnce();
  }

  @Test
  void loadThatIsPublishedLateIsNotSentAgain() throws SQLException {
    starRocks.holdPublishing();
    try {
      sink.harness().load(FaultySink.changes()[4]);
    } finally {
      starRocks.releasePublishing();
    }
    wasSentOnce();
    assertThat(sink.harness().query("SELECT id FROM events")).containsExactly("2");
  }

  @Test
  void answerLostAfterTheCommitIsFoundInTheLoadState() throws SQLException {
    sink.landsOnceDespite(new Fault.ReplyLost());
    wasSentOnce();
  }

  @Test
  void commitOfUnknownOutcomeIsFoundInTheLoadState() throws SQLException {
    sink.landsOnceDespite(new Fault.CommitUnknown());
    wasSentOnce();
  }

  @Test
  void deadBackEndBehindARedirectIsAvoidedByTheNextTry() throws SQLException {
    sink.landsOnceDespite(new Fault.DeadBackEnd());
    wasSentOnce();
  }

  @Test
  void slowFrontEndIsNotSentTheBody() throws SQLException {
    sink.landsOnceDespite(new Fault.SlowRedirect(Duration.ofMillis(3200)));
    wasSentOnce();
  }

  @Test
  void slowBackEndIsNotSentTheBodyUnasked() throws SQLException {
    sink.landsOnceDespite(new Fault.SlowContinue(Duration.ofMillis(3200)));
    wasSentOnce();
  }

  @Test
  void halfSentBodyIsSentAgain() throws SQLException {
    sink.landsOnceDespite(new Fault.CutInBody());
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void transientFailureIsSentAgain() throws SQLException {
    sink.landsOnceDespite(new Fault.Fail("cancelled: Internal error, rpc failed"));
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void memoryErrorIsSentAgain() throws SQLException {
    sink.landsOnceDespite(Fault.Fail.memoryExceeded());
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void frontEndThatIsNotMasterAnyMoreIsFollowedByAnotherTry() throws SQLException {
    sink.landsOnceDespite(Fault.Fail.notMaster());
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void leaderThatChangesAtTheRedirectChangesNothing() throws SQLException {
    sink.landsOnceDespite(new Fault.LeaderSwitch());
    wasSentOnce();
  }

  @Test
  void leaderThatChangesDuringALoadLosesItAndItIsSentAgain() throws SQLException {
    CountDownLatch release = new CountDownLatch(1);
    starRocks.faults().nextInto("events", new Fault.Held(release));
    starRocks.faults().nextInto("orders", new Fault.Held(release));
    sink.harness().put(FaultySink.changes());
    sink.callUntil(() -> starRocks.openTransactions(SinkHarness.DATABASE).size() == 2);

    starRocks.switchLeader();
    release.countDown();

    sink.harness().awaitCommittable(FaultySink.EVENTS, 2);
    sink.harness().awaitCommittable(Records.TOPIC, 5);
    sink.assertLandedOnce();
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void leaderThatChangesAfterTheCommitStillKnowsTheLabel() throws SQLException {
    starRocks.faults().next(2, load -> load.operation().sendsRows(), new Fault.LeaderSwitch());

    sink.landsOnceDespite(new Fault.ReplyLost());
    wasSentOnce();
  }

  @Test
  void frontEndThatIsGoneIsReplacedByAnother() throws SQLException {
    sink.close();
    sink =
        new FaultySink(
            starRocks, Map.of("starrocks.http.url", "http://127.0.0.1:1," + bothFrontEnds()));

    sink.landsOnceDespite(new Fault.ReplyLost());
    wasSentOnce();
  }

  @Test
  void frontEndThatHangsUpIsReplacedByAnother() throws SQLException {
    sink.landsOnceDespite(new Fault.Cut(Node.FRONT_END));
    wasSentOnce();
  }

  @Test
  void frontEndWithAnInternalErrorIsAskedAgain() throws SQLException {
    sink.landsOnceDespite(new Fault.ServerError(Node.FRONT_END));
    wasSentOnce();
  }

  @Test
  void backEndThatRestartsInALoadLosesItAndItIsSentAgain() throws SQLException {
    sink.landsOnceDespite(new Fault.BackEndRestart());
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void backEndWithAnInternalErrorIsAskedAgain() throws SQLException {
    sink.landsOnceDespite(new Fault.ServerError(Node.BACK_END));
    wasSentAgainWithTheSameLabel();
  }

  @Test
  void labelEvictedBeforeItCouldBeAskedForLeavesTheRowsAsTheyAre() throws SQLException {
    starRocks.faults().nextInto("orders", new Fault.LabelEvicted());

    sink.landsOnce();

    assertThat(sink.labels("orders")).hasSize(3);
    assertThat(sink.labels("orders").get(1)).isEqualTo(sink.labels("orders").get(0));
  }

  @Test
  void refusedPasswordEndsTheTask() throws SQLException {
    starRocks.faults().nextInto("orders", new Fault.Unauthorized());
    sink.harness().put(FaultySink.changes()[0]);

    sink.awaitEnd("starrocks.username", "starrocks.password", "HTTP 401");
    assertThat(sink.harness().committable(Records.TOPIC)).isEqualTo(2);
  }

  @Test
  void redirectToAStrangerEndsTheTaskAndThePasswordStaysHere() throws SQLException {
    starRocks.faults().nextInto("orders", new Fault.RedirectTo("http://198.51.100.7:8040"));
    sink.harness().put(FaultySink.changes()[0]);

    sink.awaitEnd("198.51.100.7:8040", "redirect.host.map");
    assertThat(sink.harness().committable(Records.TOPIC)).isEqualTo(2);
  }
}
