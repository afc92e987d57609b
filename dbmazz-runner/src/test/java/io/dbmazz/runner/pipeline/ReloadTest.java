package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakePipeline.answer;
import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.FakePipeline;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New settings for a running pipeline. */
class ReloadTest {

  private static final ReloadRequest TABLES = new ReloadRequest(0, 0, List.of("orders", "s.items"));
  private static final ReloadRequest FLUSH = new ReloadRequest(7, 250, List.of());

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void flushSettingsRestartTheSinkAloneAndLoseNothing() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);
    fake.sink().makeDurableWhenFlushed();

    ControlResult answer = answer(fake.pipeline().reload(FLUSH));
    fake.source().give(record("a", 2));

    assertThat(answer)
        .isEqualTo(
            ControlResult.done("Reloaded: bufferflush.intervalms=250; bufferflush.maxrows=7"));

    fake.until(() -> fake.sink().values().size() == 2);
    assertThat(fake.sink().starts()).hasSize(2);
    assertThat(fake.sink().starts().get(1))
        .containsEntry("bufferflush.maxrows", "7")
        .containsEntry("bufferflush.intervalms", "250");
    assertThat(fake.source().starts()).hasSize(1);
    assertThat(fake.store().saved()).contains(1L);
  }

  @Test
  void pausedSinkRestartsAndGetsWhatIsNotDurableAgainAfterResume() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);
    answer(fake.pipeline().pause());

    assertThat(answer(fake.pipeline().reload(FLUSH)).success()).isTrue();
    assertThat(fake.sink().values()).containsExactly("v1");
    answer(fake.pipeline().resume());

    fake.until(() -> fake.sink().values().size() == 2);
    assertThat(fake.sink().values()).containsExactly("v1", "v1");
  }

  @Test
  void tablesRestartTheSourceAfterWhatWasReadIsStored() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);
    fake.sink().makeDurableWhenFlushed();

    assertThat(answer(fake.pipeline().reload(TABLES)).success()).isTrue();

    assertThat(fake.store().saved()).contains(1L);
    assertThat(fake.source().starts()).hasSize(2);
    assertThat(fake.source().starts().get(1))
        .containsEntry("table.include.list", "public\\.orders,s\\.items");
    assertThat(fake.sink().starts().get(1)).containsEntry("topics", "p.public.orders,p.s.items");
    assertThat(fake.pipeline().tables()).containsExactly("public.orders", "s.items");
  }

  @Test
  void answerTellsWhichTablesCameAndWent() throws Exception {
    fake.startAndAwait();
    answer(fake.pipeline().reload(TABLES));

    ControlResult answer =
        answer(fake.pipeline().reload(new ReloadRequest(0, 0, List.of("orders", "people"))));

    assertThat(answer.message())
        .isEqualTo(
            "Reloaded: tables public.orders, public.people; added public.people; removed s.items");
  }

  @Test
  void nothingGivenIsRefused() throws Exception {
    fake.startAndAwait();

    ControlResult answer = answer(fake.pipeline().reload(new ReloadRequest(0, 0, List.of())));

    assertThat(answer.success()).isFalse();
    assertThat(answer.message()).contains("flush_size");
  }

  @Test
  void valueThatTheConnectorRefusesChangesNothing() throws Exception {
    fake.startAndAwait();

    ControlResult rows = answer(fake.pipeline().reload(new ReloadRequest(-1, 0, List.of())));
    ControlResult tables =
        answer(fake.pipeline().reload(new ReloadRequest(0, 0, List.of("refused"))));

    assertThat(rows.success()).isFalse();
    assertThat(rows.message()).contains("bufferflush.maxrows");
    assertThat(tables.success()).isFalse();
    assertThat(tables.message()).contains("Table refused does not exist");
    assertThat(fake.source().starts()).hasSize(1);
    assertThat(fake.sink().starts()).hasSize(1);
    assertThat(fake.pipeline().health().serving()).isTrue();
  }

  @Test
  void tablesWithWhichTheSourceDoesNotStartAreUndone() throws Exception {
    fake.startAndAwait();
    fake.source().failStart(new ConnectException("no privilege on orders"));

    ControlResult answer = answer(fake.pipeline().reload(TABLES));

    assertThat(answer.success()).isFalse();
    assertThat(answer.message()).contains("no privilege on orders");
    fake.until(() -> fake.source().starts().size() == 3);
    assertThat(fake.source().starts().get(2)).doesNotContainKey("table.include.list");
    fake.until(() -> fake.pipeline().health().serving());
  }

  @Test
  void tablesThatTheSinkLacksAreUndone() throws Exception {
    fake.startAndAwait();
    fake.sink().failStart(new ConnectException("Table target.items does not exist"));

    ControlResult answer = answer(fake.pipeline().reload(TABLES));

    assertThat(answer.success()).isFalse();
    assertThat(answer.message()).contains("Table target.items does not exist");
    fake.until(() -> fake.pipeline().health().serving());
    assertThat(fake.sink().starts().get(2)).containsEntry("topics", "");
  }

  @Test
  void tablesCannotChangeWhilePaused() throws Exception {
    fake.startAndAwait();
    answer(fake.pipeline().pause());

    assertThat(answer(fake.pipeline().reload(TABLES)).success()).isFalse();
  }

  @Test
  void drainEndsAReloadThatWaits() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);
    var waiting = fake.pipeline().reload(TABLES);
    answer(fake.pipeline().drain());

    assertThat(answer(waiting).success()).isFalse();
    fake.sink().makeEverythingDurable();
    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
  }

  @Test
  void nameWithACommaStaysOneTable() {
    String regex = TableList.toRegex(List.of("s.a,b", "c"));

    assertThat(regex).isEqualTo("s\\.a\\,b,public\\.c");
    assertThat(TableList.display(regex)).containsExactly("s.a,b", "public.c");
  }

  @Test
  void commasSeparateTablesAndSignsAreLiteral() {
    assertThat(TableList.toRegex(List.of("a", "b.c$d", "s.t+")))
        .isEqualTo("public\\.a,b\\.c\\$d,s\\.t\\+");
    assertThat(TableList.display("public\\.a,s\\.t\\+")).containsExactly("public.a", "s.t+");
  }
}
