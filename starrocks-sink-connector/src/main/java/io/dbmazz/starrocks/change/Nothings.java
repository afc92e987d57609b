package io.dbmazz.starrocks.change;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Values that stand for a column of a deleted row that PostgreSQL did not send. Where a column may
 * not be null, Debezium puts its default there, else a zero or an empty value of its type.
 */
final class Nothings {

  private static final Set<String> TEXTS =
      Set.of("", "{}", "00:00:00Z", "1970-01-01Z", "1970-01-01T00:00:00Z");

  private Nothings() {}

  /**
   * Whether a value may stand for one that was not sent. Without a schema anything may: its
   * column's default is not known.
   *
   * @param schema null for values without one
   */
  static boolean mayBe(Schema schema, Object value) {
    if (value == null || schema == null || value.equals(schema.defaultValue())) {
      return true;
    }
    return !schema.isOptional() && isZero(value);
  }

  private static boolean isZero(Object value) {
    if (value instanceof String text) {
      return TEXTS.contains(text);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue() == 0;
    }
    if (value instanceof Date date) {
      return date.toInstant().equals(Instant.EPOCH);
    }
    if (value instanceof Struct struct) {
      return isZeroStruct(struct);
    }
    return Boolean.FALSE.equals(value) || isEmpty(value);
  }

  private static boolean isEmpty(Object value) {
    if (value instanceof ByteBuffer buffer) {
      return isZeros(bytes(buffer));
    }
    if (value instanceof byte[] bytes) {
      return isZeros(bytes);
    }
    return (value instanceof Collection<?> elements && elements.isEmpty())
        || (value instanceof Map<?, ?> members && members.isEmpty());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static boolean isZeros(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** A decimal of zero; a point of zeros, whose {@code wkb} is not zeros but says the same. */
  private static boolean isZeroStruct(Struct struct) {
    for (Field field : struct.schema().fields()) {
      Object member = struct.get(field);
      if (member != null && !field.name().equals("wkb") && !isZero(member)) {
        return false;
      }
    }
    return true;
  }
}
