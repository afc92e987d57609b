package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.ReaderFixture.mapping;
import static io.dbmazz.starrocks.change.ReaderFixture.reader;
import static io.dbmazz.starrocks.change.ReaderFixture.table;
import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.key;
import static io.dbmazz.starrocks.change.Records.record;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RoutingTest {

  @Test
  void mappingOfTheTopicComesFirst() {
    ChangeReader reader = mapping(Map.of("renamed", "chosen"));

    assertThat(table(reader, of("renamed", "public")).table()).isEqualTo("chosen");
  }

  @Test
  void envelopeNamesTheTableWhateverTheTopicIsCalled() {
    assertThat(table(reader(), of("renamed", "public")).table()).isEqualTo("orders");
  }

  @Test
  void lastPartOfTheTopicIsTheTableOfRowsWithoutAnEnvelope() {
    assertThat(table(reader(), record("a.b.items", null, row(1, "x", "y"))).table())
        .isEqualTo("items");
    assertThat(table(reader(), record("items", null, row(1, "x", "y"))).table()).isEqualTo("items");
  }

  @Test
  void twoSourceTablesForOneTargetAreRefusedByNameAndProperty() {
    ChangeReader reader = reader();
    reader.read(of("shop.public.orders", "public"));

    assertThatThrownBy(() -> reader.read(of("shop.archive.orders", "archive")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("public.orders")
        .hasMessageContaining("archive.orders")
        .hasMessageContaining("starrocks.topic2table.map");
  }

  @Test
  void twoSourceTablesMayShareATargetWhenBothAreMapped() {
    ChangeReader reader =
        mapping(Map.of("shop.public.orders", "orders", "shop.archive.orders", "orders"));
    reader.read(of("shop.public.orders", "public"));

    assertThat(table(reader, of("shop.archive.orders", "archive")).table()).isEqualTo("orders");
  }

  @Test
  void targetOfSeveralSourcesIsNotTruncatedForOne() {
    ChangeReader reader =
        mapping(Map.of("shop.public.orders", "orders", "shop.archive.orders", "orders"));
    reader.read(of("shop.public.orders", "public"));
    reader.read(of("shop.archive.orders", "archive"));

    assertThatThrownBy(
            () ->
                reader.read(
                    record("shop.public.orders", null, envelope("t", null, null, source(9)))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("truncate.mode=ignore");
  }

  @Test
  void oneSourceTableMayComeInSeveralTopics() {
    ChangeReader reader = reader();
    reader.read(of("orders-eu", "public"));

    assertThat(table(reader, of("orders-us", "public")).table()).isEqualTo("orders");
  }

  @Test
  void tombstoneFollowsTheEnvelopesOfItsTopic() {
    ChangeReader reader = reader();
    reader.read(of("renamed", "public"));

    assertThat(table(reader, record("renamed", key(1), null)).table()).isEqualTo("orders");
    assertThat(table(reader, record("a.items", key(1), null)).table()).isEqualTo("items");
  }

  @Test
  void tombstoneInATopicOfSeveralTablesIsRefused() {
    ChangeReader reader = reader();
    reader.read(of("all", "public", "orders"));
    reader.read(of("all", "public", "items"));

    assertThatThrownBy(() -> reader.read(record("all", key(1), null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tombstones.on.delete=false");
  }

  @Test
  void topicThatFitsTheExpressionGoesWhereItSays() {
    ChangeReader reader = fitting("shop_[0-9]+\\.public\\.(.*)", "all_$1");

    assertThat(table(reader, of("shop_7.public.orders", "public")).table()).isEqualTo("all_orders");
    assertThat(table(reader, of("shop_7.public.orders.old", "public")).table())
        .isEqualTo("all_orders.old");
    assertThat(table(reader, of("shop.public.orders", "public")).table()).isEqualTo("orders");
  }

  @Test
  void expressionMustFitTheWholeNameOfATopic() {
    ChangeReader reader = fitting("orders|orders-eu", "fitting");

    assertThat(table(reader, of("orders-eu", "public")).table()).isEqualTo("fitting");
    assertThat(table(reader, of("orders-us", "public")).table()).isEqualTo("orders");
  }

  @Test
  void sourcesThatTheExpressionSendsToOneTableShareIt() {
    ChangeReader reader = fitting("shop\\.(?<schema>.*)\\.(?<name>.*)", "${name}");
    reader.read(of("shop.public.orders", "public"));

    assertThat(table(reader, of("shop.archive.orders", "archive")).table()).isEqualTo("orders");
  }

  @Test
  void expressionWithoutTheGroupThatTheTableNamesIsRefused() {
    assertThatThrownBy(() -> TopicPattern.of("shop\\.(.*)", "$2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such group");
    assertThatThrownBy(() -> TopicPattern.of("shop\\.(.*", "$1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no regular expression");
  }

  @Test
  void flattenedRowGoesToTheTableThatItNames() {
    ChangeReader reader = reader();

    assertThat(table(reader, flattened("all", "orders")).table()).isEqualTo("orders");
    assertThat(table(reader, flattened("all", "items")).table()).isEqualTo("items");
  }

  @Test
  void flattenedRowsOfTwoTopicsAreTakenForTwoSources() {
    ChangeReader reader = reader();
    reader.read(flattened("shop.public.orders", "orders"));

    assertThatThrownBy(() -> reader.read(flattened("shop.archive.orders", "orders")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("topic shop.archive.orders");
  }

  private static SinkRecord flattened(String topic, String table) {
    return record(topic, null, Map.of("id", 1L, "__table", table));
  }

  private static ChangeReader fitting(String regex, String table) {
    return new ChangeReader(
        new ChangeOptions(
            "db",
            Map.of(),
            Optional.of(TopicPattern.of(regex, table)),
            DeleteMode.SOFT,
            TruncateMode.TRUNCATE),
        Records::keyed);
  }

  private static SinkRecord of(String topic, String schema) {
    return of(topic, schema, "orders");
  }

  private static SinkRecord of(String topic, String schema, String table) {
    Struct source = source(7).put("schema", schema).put("table", table);
    return record(topic, key(1), envelope("c", null, row(1, "a", "b"), source));
  }
}
