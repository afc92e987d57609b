package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.ReaderFixture.reader;
import static io.dbmazz.starrocks.change.ReaderFixture.write;
import static io.dbmazz.starrocks.change.Records.change;
import static io.dbmazz.starrocks.change.Records.envelope;
import static io.dbmazz.starrocks.change.Records.record;
import static io.dbmazz.starrocks.change.Records.row;
import static io.dbmazz.starrocks.change.Records.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TargetKeysTest {

  private static final Struct CREATE = envelope("c", null, row(1, "a", "b"), source(7));
  private static final Struct UPDATE = envelope("u", null, row(1, "a", "b"), source(7));
  private static final Struct DELETE = envelope("d", row(1, null, null), null, source(7));

  private final ChangeReader keyless = reader(DeleteMode.SOFT, Records::keyless);

  @Test
  void tableWithoutAPrimaryKeyTakesInserts() {
    assertThat(write(keyless, change(1, CREATE)).key()).isEmpty();
    assertThat(write(keyless, record(Records.TOPIC, null, CREATE)).shape().keys()).isEmpty();
  }

  @Test
  void tableWithoutAPrimaryKeyRefusesUpdates() {
    assertRefused(change(1, UPDATE), "updates");
  }

  @Test
  void tableWithoutAPrimaryKeyRefusesDeletes() {
    assertRefused(change(1, DELETE), "deletes");
    assertRefused(Records.tombstone(1), "deletes");
  }

  @Test
  void tableWithoutAPrimaryKeyRefusesRowsOfWhichAValueIsUnknown() {
    assertRefused(change(1, envelope("c", null, row(1, "a", null), source(7, "note"))), "updates");
  }

  private void assertRefused(SinkRecord record, String what) {
    assertThatThrownBy(() -> keyless.read(record))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("db.orders")
        .hasMessageContaining(what)
        .hasMessageContaining("PRIMARY KEY");
  }

  @Test
  void recordsWithoutAKeyTakeThatOfTheTarget() {
    assertThat(write(reader(), record("orders", null, Map.of("id", 4L, "name", "x"))).key())
        .containsExactly(4L);
  }

  @Test
  void keyColumnMayDifferInCase() {
    ChangeReader reader = reader(DeleteMode.SOFT, id -> Records.table(id, "ID2"));

    RowOperation operation = write(reader, record("orders", null, Map.of("id2", 4L)));

    assertThat(operation.shape().keys()).containsExactly("id2");
    assertThat(operation.key()).containsExactly(4L);
  }

  @Test
  void keysAreInTheOrderOfTheTarget() {
    ChangeReader reader = reader(DeleteMode.SOFT, id -> Records.table(id, "id", "name"));

    RowOperation operation = write(reader, record("orders", null, Map.of("name", "n", "id", 4L)));

    assertThat(operation.key()).isEqualTo(List.of(4L, "n"));
  }

  @Test
  void targetWithAnotherKeyThanItsSourceIsRefusedByBothKeys() {
    ChangeReader reader = reader(DeleteMode.SOFT, id -> Records.table(id, "id", "name"));

    assertThatThrownBy(() -> reader.read(change(1, CREATE)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("[id, name]")
        .hasMessageContaining("[id]");
  }

  @Test
  void rowsThatLackAKeyColumnAreRefused() {
    assertThatThrownBy(() -> reader().read(record("orders", null, Map.of("name", "x"))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("without a column id");
  }

  @Test
  void keyChangeFromASourceWithoutAKeyIsRefused() {
    Struct moved = envelope("u", row(1, "a", "b"), row(2, "a", "b"), source(7));
    Struct kept = envelope("u", row(2, "a", "b"), row(2, "x", "b"), source(8));

    assertThatThrownBy(() -> reader().read(record(Records.TOPIC, null, moved)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("old row would stay");
    assertThat(write(reader(), record(Records.TOPIC, null, kept)).key()).containsExactly(2L);
  }

  @Test
  void targetIsLookedUpOnce() {
    int[] lookups = new int[1];
    ChangeReader reader =
        reader(
            DeleteMode.SOFT,
            id -> {
              lookups[0]++;
              return Records.keyed(id);
            });
    reader.read(change(1, CREATE));
    reader.read(change(1, UPDATE));

    assertThat(lookups[0]).isEqualTo(1);
  }
}
