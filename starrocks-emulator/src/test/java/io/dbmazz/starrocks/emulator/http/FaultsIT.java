package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Fault.Node;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FaultsIT {
  private static final String ROW = "[{\"id\":1,\"name\":\"a\"}]";
  private static final Duration DELAY = Duration.ofMillis(300);

  @AutoClose private final TestCluster cluster = new TestCluster();

  private Http.Answer redirected() throws IOException {
    return cluster.frontEnd().put(Http.LOAD, new byte[0], Http.AUTH, "Expect: 100-continue");
  }

  private Http.Answer load() throws IOException {
    return cluster.backEnd().load(ROW, "label: l1");
  }

  private String state() throws IOException {
    return cluster.frontEnd().get("/api/shop/get_load_state?label=l1", Http.AUTH).text("state");
  }

  private static Duration time(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void unchecked(java.util.concurrent.Callable<?> call) {
    try {
      call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void publishTimeoutHasCommitted() throws IOException {
    cluster.faults.next(new Fault.PublishTimeout());
    assertThat(load().text("Status")).isEqualTo("Publish Timeout");
    assertThat(state()).isEqualTo("COMMITTED");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aLostReplyHasCommitted() throws IOException {
    cluster.faults.next(new Fault.ReplyLost());
    assertThat(load().head()).isEmpty();
    assertThat(state()).isEqualTo("VISIBLE");
    assertThat(cluster.rows()).hasSize(1);
    assertThat(load().text("Status")).isEqualTo("Label Already Exists");
  }

  @Test
  void anUnknownCommitHasCommitted() throws IOException {
    cluster.faults.next(new Fault.CommitUnknown());
    Http.Answer answer = load();
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).contains("Transaction status unknown");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aCutInTheBodyRollsBack() throws IOException {
    cluster.faults.next(new Fault.CutInBody());
    assertThat(load().head()).isEmpty();
    assertThat(state()).isEqualTo("ABORTED");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aFailureRollsBackAndSaysWhatItIsTold() throws IOException {
    cluster.faults.next(new Fault.Fail("current fe is not master"));
    Http.Answer answer = load();
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).isEqualTo("current fe is not master");
    assertThat(state()).isEqualTo("ABORTED");
    assertThat(load().text("Status")).isEqualTo("Success");
  }

  @Test
  void aCutBeforeTheLoadLeavesNoTrace() throws IOException {
    cluster.faults.next(new Fault.Cut(Node.BACK_END));
    assertThat(load().head()).isEmpty();
    assertThat(state()).isEqualTo("UNKNOWN");
  }

  @Test
  void aBackEndMayAnswer500() throws IOException {
    cluster.faults.next(new Fault.ServerError(Node.BACK_END));
    assertThat(load().status()).isEqualTo(500);
    assertThat(state()).isEqualTo("UNKNOWN");
  }

  @Test
  void aBackEndMayAnswerLate() {
    cluster.faults.next(new Fault.SlowAnswer(DELAY));
    assertThat(time(() -> unchecked(this::load))).isGreaterThanOrEqualTo(DELAY);
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aBackEndMayAskLateForTheBody() {
    cluster.faults.next(new Fault.SlowContinue(DELAY));
    assertThat(time(() -> unchecked(this::load))).isGreaterThanOrEqualTo(DELAY);
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aFrontEndMayAnswerLate() {
    cluster.faults.next(new Fault.SlowRedirect(DELAY));
    assertThat(time(() -> unchecked(this::redirected))).isGreaterThanOrEqualTo(DELAY);
  }

  @Test
  void aFrontEndMayRefuseThePassword() throws IOException {
    cluster.faults.next(new Fault.Unauthorized());
    assertThat(redirected().status()).isEqualTo(401);
    assertThat(redirected().status()).isEqualTo(307);
  }

  @Test
  void aFrontEndMayAnswer500() throws IOException {
    cluster.faults.next(new Fault.ServerError(Node.FRONT_END));
    assertThat(redirected().status()).isEqualTo(500);
  }

  @Test
  void aFrontEndMayBeCut() throws IOException {
    cluster.faults.next(new Fault.Cut(Node.FRONT_END));
    assertThat(redirected().head()).isEmpty();
    assertThat(cluster.lastRequest().answer()).isEqualTo("cut");
  }

  @Test
  void aFrontEndMayHaveNoBackEnd() throws IOException {
    cluster.faults.next(new Fault.NoBackEnd());
    assertThat(redirected().text("Message")).endsWith("No backend alive.");
  }

  @Test
  void aRedirectMayLeadToAStranger() throws IOException {
    cluster.faults.next(new Fault.RedirectTo("http://stranger.example:81"));
    assertThat(redirected().header("Location")).isEqualTo("http://stranger.example:81" + Http.LOAD);
  }

  @Test
  void aRedirectMayLeadToADeadBackEnd() throws IOException {
    cluster.faults.next(new Fault.DeadBackEnd());
    URI dead = URI.create(redirected().header("Location"));
    assertThat(dead.getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> new Http(dead.getPort()).open().close())
        .isInstanceOf(ConnectException.class);
  }
}
