package io.dbmazz.postgres.snapshot.incremental;

import java.util.Arrays;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** The values of a row's key, to be found by. Arrays of bytes in it must not be written to. */
final class RowKey {

  private final Object[] values;
  private final int hash;

  private RowKey(Object[] values) {
    this.values = values;
    this.hash = Arrays.deepHashCode(values);
  }

  /** The key of a change; the versions of its schema do not matter, only the values. */
  static RowKey of(Struct key) {
    return new RowKey(
        key.schema().fields().stream().map((Field field) -> key.get(field)).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && hash == key.hash && Arrays.deepEquals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
