package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.change.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The contract with transactions, and rows of all forms in one of them. */
class ExactlyOnceContractIT extends StarRocksSinkContract {

  @AutoClose private static final StarRocksEmulator starRocks = SinkHarness.emulator("4.0.0");

  private static int tests;

  @Override
  protected SinkHarness.Target target() {
    return SinkHarness.target(starRocks);
  }

  @Override
  protected void start(Map<String, String> config) {
    Map<String, String> more = new HashMap<>(config);
    more.put("delivery.guarantee", "exactly-once");
    more.put("name", "test " + ++tests); // whose offsets begin anew
    super.start(more);
  }

  /** Of what is committed nothing is taken again. */
  @Override
  @Test
  void rowsReadAgainAfterARestartDoNotReplaceNewerOnes() throws SQLException {
    SinkRecord old = insert(10, 1, "a", "x");
    sink.load(old, update(20, row(1, "b", "y")));

    sink.restart();
    sink.put(old);
    sink.load(update(30, row(1, "c", "z")));

    assertThat(sink.query(ROWS)).containsExactly("1|c|z|1|0|30");
  }

  @Test
  void rowsOfAllFormsGoIntoOneTransaction() throws SQLException {
    sink.load(insert(10, 1, "a", "large"), insert(10, 2, "b", "y"), insert(10, 3, "c", "z"));

    sink.load(
        updateUnchanged(20, 1, "a2"), // without note
        delete(20, 2), // the key alone
        insert(20, 4, "d", "w"),
        update(20, row(3, "c2", "z2")));

    assertThat(sink.query(ROWS))
        .containsExactly("1|a2|large|1|0|20", "2|b|y|2|1|20", "3|c2|z2|1|0|20", "4|d|w|0|0|20");
  }

  @Test
  void deletesGoAlongWithRowsOfOtherForms() throws SQLException {
    start(Map.of("delete.mode", "hard"));
    sink.load(insert(10, 1, "a", "large"), insert(10, 2, "b", "y"));

    sink.load(updateUnchanged(20, 1, "a2"), delete(20, 2), insert(20, 3, "c", "z"));

    assertThat(sink.query("SELECT id, name, note FROM orders ORDER BY id"))
        .containsExactly("1|a2|large", "3|c|z");
  }
}
