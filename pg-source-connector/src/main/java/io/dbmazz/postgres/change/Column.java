package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.postgres.type.UndecodableValueException;
import io.dbmazz.postgres.type.ValueDecoder;
import io.dbmazz.postgres.type.binary.BinaryValue;
import io.dbmazz.postgres.type.binary.MalformedBinaryException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.errors.DataException;

/**
 * A column of a table version, prepared for reading.
 *
 * @param index position in the tuple
 * @param field of the row schema
 * @param decoder of texts
 * @param binary when values are asked for in binary form
 * @param placeholder what stands for an unchanged TOASTed value; null where the type has none
 */
record Column(
    int index,
    Field field,
    ValueDecoder decoder,
    Optional<BinaryColumn> binary,
    Object placeholder,
    boolean inKey) {

  String name() {
    return field.name();
  }

  /** Decodes the column's value; causes are left out of the failure, as they may show the value. */
  Object decode(Table table, Tuple tuple) {
    ValueDecoder ofKind =
        tuple.kind(index) == Tuple.Kind.BINARY ? binary(table).decoder() : decoder;
    try {
      return ofKind.decode(tuple.data(), tuple.offset(index), tuple.length(index));
    } catch (UndecodableValueException | MalformedBinaryException e) {
      throw undecodable(table, e.getMessage());
    } catch (IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
      throw undecodable(table, e.getClass().getSimpleName());
    }
  }

  /** PostgreSQL's text of the column's value. */
  String text(Table table, Tuple tuple) {
    byte[] data = tuple.data();
    int offset = tuple.offset(index);
    int length = tuple.length(index);
    if (tuple.kind(index) != Tuple.Kind.BINARY) {
      return new String(data, offset, length, StandardCharsets.UTF_8);
    }
    try {
      byte[] text = binary(table).form().text(new BinaryValue(data, offset, length));
      return new String(text, StandardCharsets.UTF_8);
    } catch (MalformedBinaryException e) {
      throw undecodable(table, e.getMessage());
    }
  }

  private BinaryColumn binary(Table table) {
    return binary.orElseThrow(() -> undecodable(table, "binary form, which was not asked for"));
  }

  private DataException undecodable(Table table, String problem) {
    return new DataException(
        String.format(
            "Cannot decode a value of column %s of %s: %s", name(), table.name(), problem));
  }
}
