package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.load.LoadFailedException.Kind;
import io.dbmazz.starrocks.load.ScriptedServer.Answer;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleLoadTest {

  private final Deque<Answer> loads = new ArrayDeque<>();
  private final Deque<Answer> states = new ArrayDeque<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ScriptedServer server =
      new ScriptedServer(
          seen -> seen.path().contains("get_load_state") ? next(states) : next(loads));
  private final StreamLoadClient client = Requests.client(List.of(server.url()));
  private final SingleLoad load = load(client);

  /** The last answer is given again and again. */
  private static Answer next(Deque<Answer> answers) {
    return answers.size() > 1 ? answers.poll() : answers.element();
  }

  private SingleLoad load(StreamLoadClient through) {
    LoadStates asking =
        new LoadStates(
            through, pause -> nanos.addAndGet(pause.toNanos()), nanos::get, Duration.ofSeconds(30));
    return new SingleLoad(through, asking, new Refusals(through));
  }

  private void stateIs(String... words) {
    Arrays.stream(words)
        .map(state -> Answer.json("{\"state\":\"" + state + "\",\"status\":\"OK\"}"))
        .forEach(states::add);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> failure() {
    return assertThatThrownBy(() -> load.load(Requests.request()));
  }

  private void assertFails(Kind kind) {
    failure()
        .isInstanceOfSatisfying(
            LoadFailedException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void publishTimeoutIsLoaded() {
    loads.add(Answer.load("Publish Timeout", "The data will be visible after a while"));

    load.load(Requests.request());

    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void aLostAnswerToACommittedLoadIsSuccess() {
    loads.add(Answer.lost());
    stateIs("VISIBLE");

    load.load(Requests.request());

    assertThat(server.seen()).hasSize(2);
    assertThat(server.seen().get(1).path())
        .isEqualTo("/api/shop/get_load_state?label=dbmazz_orders_1");
  }

  @Test
  void aLostAnswerToALoadThatIsStillAtWorkIsWaitedFor() {
    loads.add(Answer.lost());
    stateIs("PREPARE", "PREPARED", "COMMITTED");

    load.load(Requests.request());

    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void aLostAnswerToARolledBackLoadMayBeSentAgain() {
    loads.add(Answer.lost());
    stateIs("ABORTED");

    assertFails(Kind.BUSY);
  }

  @Test
  void aLostAnswerToALoadThatNobodyKnowsIsUnsettled() {
    loads.add(Answer.lost());
    stateIs("UNKNOWN");

    assertFails(Kind.UNSETTLED);
  }

  @Test
  void aLostAnswerAndNoWordOfItsStateIsUnsettled() {
    loads.add(Answer.lost());
    states.add(Answer.lost());

    assertFails(Kind.UNSETTLED);
  }

  @Test
  void aLoadThatNeverEndsIsWaitedForAsLongAsStarRocksMayWorkOnIt() {
    loads.add(Answer.lost());
    stateIs("PREPARE");

    assertFails(Kind.UNSETTLED);
    assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anEarlierTryThatFinishedIsSuccess() {
    loads.add(
        Answer.json("{\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"FINISHED\"}"));

    load.load(Requests.request());

    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void anEarlierTryThatRunsIsWaitedFor() {
    loads.add(
        Answer.json("{\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"RUNNING\"}"));
    stateIs("PREPARE", "VISIBLE");

    load.load(Requests.request());

    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void aBackEndAloneKnowsNoStatesAndLeavesItToTheLabel() {
    loads.add(Answer.lost());
    states.add(Answer.status(404, "Not Found"));

    assertFails(Kind.UNSETTLED);
  }

  @Test
  void aBusyServerMayBeAskedAgain() {
    loads.add(Answer.load("Fail", "current running txns on db 1 is 1000, larger than limit 1000"));

    assertFails(Kind.BUSY);
  }

  @Test
  void aServerThatCannotBeReachedWasSentNothing() {
    URI nobody = URI.create("http://127.0.0.1:1");

    assertThatThrownBy(() -> load(Requests.client(List.of(nobody))).load(Requests.request()))
        .isInstanceOfSatisfying(
            LoadFailedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
  }

  @Test
  void anotherFrontEndIsAskedWhenOneIsDead() {
    loads.add(Answer.load("Success", "OK"));
    URI dead = URI.create("http://127.0.0.1:1");
    SingleLoad failingOver = load(Requests.client(List.of(dead, server.url())));

    failingOver.load(Requests.request());
    failingOver.load(Requests.request());

    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void aDeadBackEndIsNamedWithThePropertyThatHelps() {
    loads.add(Answer.redirect("http://127.0.0.1:1/api/shop/orders/_stream_load"));

    failure()
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("http://127.0.0.1:1")
        .hasMessageContaining("redirect.host.map");
  }

  @Test
  void refusedRowsAreNamedByColumnAndRuleAndNeverByValue() {
    String log =
        "Error: NULL value in non-nullable column 'name'. Row: [1, NULL, 'topsecret']\\n"
            + "Error: Value 'topsecret' is out of range. The type of 'id' is BIGINT. Row: [2]\\n"
            + "Error: topsecret. Row: [3]";
    loads.add(
        Answer.json(
            "{\"Status\":\"Fail\",\"Message\":\"too many filtered rows\",\"ErrorURL\":\""
                + server.url()
                + "/api/_load_error_log?file=e1\"}"));
    loads.add(Answer.json(log.replace("\\n", "\n")));

    failure()
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shop.orders")
        .hasMessageContaining("column name: NULL in a NOT NULL column")
        .hasMessageContaining("column id: out of the range of its type")
        .hasMessageContaining("_load_error_log?file=e1")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void aColumnThatTheTableDoesNotHaveMayBeAMatterOfReadingItAgain() {
    loads.add(Answer.load("Fail", "Mapping column is not in table. column: colour"));

    failure().isInstanceOf(TableMismatchException.class).hasMessageContaining("column: colour");
  }

  @Test
  void aRefusedUserEndsTheTaskWithTheGrant() {
    loads.add(Answer.status(401, "{\"status\":\"FAILED\",\"msg\":\"Access denied for loader\"}"));

    failure()
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("GRANT INSERT ON TABLE shop.orders")
        .hasMessageNotContaining(Requests.PASSWORD);
  }

  @Test
  void aMissingTableEndsTheTask() {
    loads.add(Answer.load("Fail", "unknown table \\\"shop.orders\\\""));

    failure()
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("starrocks.topic2table.map");
  }

  @Test
  void whatNobodyHasMetYetIsUnexpectedAndShownWithoutValues() {
    loads.add(Answer.load("Fail", "strange thing 'topsecret' happened near topsecret"));

    failure()
        .isInstanceOfSatisfying(
            LoadFailedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNEXPECTED))
        .hasMessageContaining("strange thing")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void aServerThatIsNoStarRocksIsNamedByItsProperty() {
    loads.add(Answer.status(404, "Not Found"));

    failure()
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("HTTP 404")
        .hasMessageContaining("starrocks.http.url");
  }
}
