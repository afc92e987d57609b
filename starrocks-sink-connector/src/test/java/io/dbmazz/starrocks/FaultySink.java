package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task before an emulator in which loads go wrong. It loads a table of rows with versions, and
 * one without keys, where a row that is loaded twice is there twice.
 */
final class FaultySink implements AutoCloseable {

  static final String EVENTS = "events";
  private static final String ORDERS_ROWS =
      "SELECT id, name, note, dbmazz_op_type, dbmazz_is_deleted, dbmazz_cdc_version"
          + " FROM orders ORDER BY id";

  private final StarRocksEmulator starRocks;
  private final SinkHarness sink;
  private final int requestsBefore;

  FaultySink(StarRocksEmulator starRocks, Map<String, String> config) throws SQLException {
    this(starRocks, new SinkHarness(target(starRocks), config));
  }

  FaultySink(StarRocksEmulator starRocks, SinkHarness sink) throws SQLException {
    this.starRocks = starRocks;
    this.sink = sink;
    sink.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    sink.createTable(EVENTS, "DUPLICATE", "name VARCHAR(20)");
    sink.load(insert(0, 10, 1, "a"), insert(1, 10, 2, "b"));
    requestsBefore = starRocks.requests().size();
  }

  static SinkHarness.Target target(StarRocksEmulator starRocks) {
    return new SinkHarness.Target(
        starRocks.feUrl(), "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort());
  }

  SinkHarness harness() {
    return sink;
  }

  /** Loads while each table's next load suffers the fault; all has to arrive, and once. */
  void landsOnceDespite(Fault fault) throws SQLException {
    starRocks.faults().nextInto("orders", fault);
    starRocks.faults().nextInto(EVENTS, fault);
    landsOnce();
    assertThat(starRocks.faults().pending()).as("faults that struck nobody").isZero();
  }

  /** Loads changes of every kind; all has to arrive, and once. */
  void landsOnce() throws SQLException {
    sink.put(changes());
    sink.awaitCommittable(Records.TOPIC, 5);
    sink.awaitCommittable(EVENTS, 2);
    assertLandedOnce();
  }

  /** An update, a soft delete, an insert, and two rows without key. */
  static SinkRecord[] changes() {
    return new SinkRecord[] {
      change(2, 1, envelope("u", null, row(1, "c", "x"), source(20))),
      change(3, 2, envelope("d", row(2, null, null), null, source(30))),
      insert(4, 40, 3, "d"),
      event(0, 1),
      event(1, 2)
    };
  }

  void assertLandedOnce() throws SQLException {
    assertThat(sink.query(ORDERS_ROWS))
        .containsExactly("1|c|x|1|0|20", "2|b|x|2|1|30", "3|d|x|0|0|40");
    assertThat(sink.query("SELECT id, name FROM events ORDER BY id")).containsExactly("1|e", "2|e");
    assertNoTransactionIsOpen();
  }

  /** Calls as a worker without records does, until the condition holds. */
  void callUntil(BooleanSupplier condition) {
    await()
        .until(
            () -> {
              sink.put();
              return condition.getAsBoolean();
            });
  }

  void assertNoTransactionIsOpen() {
    assertThat(starRocks.openTransactions(SinkHarness.DATABASE)).isEmpty();
  }

  /** Loads while the next load suffers the fault: the task ends and nothing is acknowledged. */
  void endsWith(Fault fault, CharSequence... words) throws SQLException {
    starRocks.faults().nextInto("orders", fault);
    sink.put(insert(2, 40, 3, "d"));
    awaitEnd(words);
    assertThat(loads("orders")).as("tries").hasSize(1);
    assertThat(sink.committable(Records.TOPIC)).isEqualTo(2);
    assertThat(sink.query("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2");
    assertNoTransactionIsOpen();
  }

  void awaitEnd(CharSequence... words) {
    awaitEnd(sink, words);
  }

  /** Calls until the task ends, with these words. */
  static void awaitEnd(SinkHarness ending, CharSequence... words) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> ending.put(insert(3, 50, 4, "e")))
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessageContainingAll(words));
  }

  /** Loads of a table that reached the back end since its first rows, in order. */
  List<SeenRequest> loads(String table) {
    String path = "/api/" + SinkHarness.DATABASE + "/" + table + "/_stream_load";
    return starRocks.requests().stream()
        .skip(requestsBefore)
        .filter(seen -> seen.node() == Fault.Node.BACK_END && seen.target().startsWith(path))
        .toList();
  }

  /** Their labels. */
  List<String> labels(String table) {
    return loads(table).stream().map(seen -> seen.label().orElseThrow()).toList();
  }

  static SinkRecord insert(long offset, long version, int id, String name) {
    return change(offset, id, envelope("c", null, row(id, name, "x"), source(version)));
  }

  static SinkRecord change(long offset, int id, Struct envelope) {
    Struct key = new Struct(Records.ORDERS.key()).put("id", id);
    return Records.at(Records.TOPIC, offset, key, envelope);
  }

  static SinkRecord event(long offset, long id) {
    return Records.at(EVENTS, offset, null, Map.of("id", id, "name", "e"));
  }

  @Override
  public void close() {
    starRocks.faults().clear();
    sink.close();
  }
}
