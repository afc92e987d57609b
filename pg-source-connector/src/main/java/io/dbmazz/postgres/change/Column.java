package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.postgres.type.UndecodableValueException;
import io.dbmazz.postgres.type.ValueDecoder;
import java.time.DateTimeException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.errors.DataException;

/**
 * A column of a table version, prepared for reading.
 *
 * @param index position in the tuple
 * @param field of the row schema
 * @param placeholder what stands for an unchanged TOASTed value; null where the type has none
 */
record Column(int index, Field field, ValueDecoder decoder, Object placeholder, boolean inKey) {

  String name() {
    return field.name();
  }

  /** Decodes the column's value; causes are left out of the failure, as they may show the value. */
  Object decode(Table table, Tuple tuple) {
    if (tuple.kind(index) == Tuple.Kind.BINARY) {
      throw undecodable(table, "binary form, which was not asked for");
    }
    try {
      return decoder.decode(tuple.data(), tuple.offset(index), tuple.length(index));
    } catch (UndecodableValueException e) {
      throw undecodable(table, e.getMessage());
    } catch (IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
      throw undecodable(table, e.getClass().getSimpleName());
    }
  }

  private DataException undecodable(Table table, String problem) {
    return new DataException(
        String.format(
            "Cannot decode a value of column %s of %s: %s", name(), table.name(), problem));
  }
}
