package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record in short, with all that has to be the same however often and by whatever way it comes.
 */
record Placed(String op, String row, long xid, long lsn, long commitLsn, long ordinal) {

  /** Compares record by record, so that a failure shows one; tombstones are left out. */
  static void assertSame(List<SourceRecord> actual, List<SourceRecord> expected) {
    List<Placed> one = of(actual);
    List<Placed> other = of(expected);
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      assertThat(one.get(i)).as("record %d", i).isEqualTo(other.get(i));
    }
    assertThat(one.size()).isEqualTo(other.size());
  }

  private static List<Placed> of(List<SourceRecord> records) {
    return records.stream().filter(r -> r.value() != null).map(Placed::of).toList();
  }

  private static Placed of(SourceRecord record) {
    Struct value = (Struct) record.value();
    Struct source = value.getStruct("source");
    return new Placed(
        value.getString("op"),
        value.getStruct("before") + " -> " + value.getStruct("after"),
        source.getInt64("txId"),
        source.getInt64("lsn"),
        source.getInt64("commit_lsn"),
        source.getInt64("ordinal"));
  }

  /** The key's column {@code id}; empty for a record that has no key. */
  static OptionalLong id(SourceRecord record) {
    return record.key() instanceof Struct key
        ? OptionalLong.of(key.getInt64("id"))
        : OptionalLong.empty();
  }

  static List<Long> ids(List<SourceRecord> records) {
    return records.stream().map(record -> id(record).orElseThrow()).toList();
  }
}
