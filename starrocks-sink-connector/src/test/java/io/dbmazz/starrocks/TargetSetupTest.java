package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a task does in StarRocks before the first change. */
class TargetSetupTest {

  private static final TableId ORDERS = new TableId("db", "orders");
  private static final TableId ITEMS = new TableId("db", "items");

  @AutoClose private final TaskFixture fixture = new TaskFixture();
  private final FakeLoader loader = fixture.loader;

  private void startAgain(String key, String value) {
    fixture.task.stop();
    Map<String, String> config = new HashMap<>(TaskFixture.CONFIG);
    config.put(key, value);
    fixture.task.start(config);
  }

  @Test
  void tablesOfListedTopicsAndOfTheMapArePrepared() {
    startAgain("topics", "s.public.orders, s.public.items");
    startAgain("starrocks.topic2table.map", "a:orders,b:items");

    assertThat(loader.prepared).containsExactlyInAnyOrder(ORDERS, ITEMS, ORDERS, ITEMS);
  }

  @Test
  void everyTableThatIsMissingIsNamed() {
    loader.missing.addAll(List.of(ORDERS, ITEMS));

    assertThatThrownBy(() -> startAgain("topics", "s.public.orders,s.public.items"))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll("CREATE TABLE `db`.`orders`", "CREATE TABLE `db`.`items`");
  }

  @Test
  void topicsWhoseNamesTellNoTableMustNotHaveOne() {
    loader.missing.addAll(List.of(ORDERS, new TableId("db", "everything")));
    startAgain("topics", "everything,__debezium-heartbeat.my.server");

    assertThatCode(
            () ->
                fixture.task.open(List.of(new TopicPartition("everything", 0), TaskFixture.ORDERS)))
        .doesNotThrowAnyException();
  }

  @Test
  void tablesOfAssignedTopicsArePreparedAndThoseOfConnectsOwnAreNot() {
    fixture.task.open(List.of(TaskFixture.ITEMS, new TopicPartition("__heartbeat.items2", 0)));

    assertThat(loader.prepared).containsExactly(ITEMS);
  }

  @Test
  void refusedLoginEndsTheStart() {
    loader.refuseLogin(new ConnectException("wrong password"));

    assertThatThrownBy(() -> startAgain("topics", "s.public.orders")).hasMessage("wrong password");
  }

  @Test
  void starRocksThatDoesNotAnswerIsAskedAgainBeforeRowsAreTaken() {
    loader.refuseLogin(new RetriableException("no answer"));
    startAgain("topics", "s.public.orders");
    assertThatThrownBy(() -> fixture.put(TaskFixture.row("orders", 0)))
        .isInstanceOf(RetriableException.class);
    assertThat(loader.prepared).isEmpty();

    loader.takeLogin();
    fixture.put(TaskFixture.row("orders", 0));
    fixture.makeDue();

    fixture.awaitCommittable(TaskFixture.ORDERS, 1);
    assertThat(loader.prepared).containsExactly(ORDERS);
  }
}
