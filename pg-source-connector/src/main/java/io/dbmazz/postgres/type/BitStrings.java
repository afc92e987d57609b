package io.dbmazz.postgres.type;

import org.apache.kafka.connect.data.SchemaBuilder;

/** bit(n). A varbit, whose length is part of the value, is text: Bits has room for one length. */
final class BitStrings {

  private BitStrings() {}

  /**
   * The type bit.
   *
   * @param modifier the number of bits, or less than 1 where the column names none
   */
  static ColumnType bit(int modifier) {
    if (modifier < 1) {
      return new ColumnType(SchemaBuilder::string, Utf8::decode);
    }
    return modifier == 1
        ? new ColumnType(SchemaBuilder::bool, (data, offset, length) -> data[offset] == '1')
        : new ColumnType(
            () ->
                SchemaBuilder.bytes()
                    .name("io.debezium.data.Bits")
                    .version(1)
                    .parameter("length", Integer.toString(modifier)),
            BitStrings::bits);
  }

  /** Debezium's Bits: the rightmost bit is the lowest of the first byte. */
  private static byte[] bits(byte[] data, int offset, int length) {
    byte[] bits = new byte[(length + 7) / 8];
    for (int i = 0; i < length; i++) {
      if (data[offset + length - 1 - i] == '1') {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return bits;
  }
}
