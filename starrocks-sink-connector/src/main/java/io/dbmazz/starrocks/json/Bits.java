package io.dbmazz.starrocks.json;

import org.apache.kafka.connect.data.Schema;

/**
 * Debezium's {@code io.debezium.data.Bits}: bytes with the lowest bits first, as many bits as the
 * schema's parameter {@code length} says.
 */
final class Bits {

  static final String NAME = "io.debezium.data.Bits";

  private Bits() {}

  static ValueReader reader(Schema schema) {
    String length = schema.parameters() == null ? null : schema.parameters().get("length");
    int bits = length == null ? Integer.MAX_VALUE : Integer.parseInt(length);
    return value -> new Value.BitString(text(ValueReaders.bytes(value), bits));
  }

  /** Zeros and ones, the highest bit first, as PostgreSQL writes them. */
  private static String text(byte[] bytes, int length) {
    int bits = Math.min(length, bytes.length * 8);
    StringBuilder text = new StringBuilder(bits);
    for (int i = bits - 1; i >= 0; i--) {
      text.append((bytes[i / 8] >> (i % 8) & 1) == 1 ? '1' : '0');
    }
    return text.toString();
  }
}
