package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.binary.BinaryValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** The binary forms of the most common types; times are counted from 2000-01-01. */
final class Shortcuts {

  static final Shortcut BOOL =
      Shortcut.always(
          (data, offset, length) -> {
            BinaryValue value = new BinaryValue(data, offset, length);
            boolean set = value.uint8() != 0;
            value.expectEnd();
            return set;
          });
  static final Shortcut INT2 =
      Shortcut.always(
          (data, offset, length) -> {
            BinaryValue value = new BinaryValue(data, offset, length);
            short number = (short) value.int16();
            value.expectEnd();
            return number;
          });
  static final Shortcut INT4 = Shortcut.always(BinaryValue::int32);
  static final Shortcut INT8 = Shortcut.always(BinaryValue::int64);

  /** oid, xid, cid. */
  static final Shortcut UNSIGNED =
      Shortcut.always(
          (data, offset, length) ->
              Integer.toUnsignedLong(BinaryValue.int32(data, offset, length)));

  static final Shortcut FLOAT4 = (ofColumn, byText) -> new Singles(byText);
  static final Shortcut FLOAT8 = (ofColumn, byText) -> new Doubles(byText);
  static final Shortcut UUIDS =
      Shortcut.always(
          (data, offset, length) -> {
            BinaryValue value = new BinaryValue(data, offset, length);
            UUID uuid = new UUID(value.int64(), value.int64());
            value.expectEnd();
            return uuid.toString();
          });
  static final Shortcut DATE = (ofColumn, byText) -> new Days(byText);
  static final Shortcut TIMESTAMP = (ofColumn, byText) -> new Micros(byText);

  private static final int EPOCH_DAY = 10_957;
  private static final long EPOCH_MICROS = EPOCH_DAY * 86_400_000_000L;

  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;

  /** Of four digits each; together they fit a long, which leaves two digits for the scale. */
  private static final int MAX_GROUPS = 4;

  private static final long[] POWERS = {1, 10, 100, 1000, 10_000};

  private Shortcuts() {}

  private record Singles(ValueDecoder byText) implements ValueDecoder {

    @Override
    public Object decode(byte[] data, int offset, int length) {
      float value = Float.intBitsToFloat(BinaryValue.int32(data, offset, length));
      return Float.isFinite(value) ? (Object) value : byText.decode(data, offset, length);
    }
  }

  private record Doubles(ValueDecoder byText) implements ValueDecoder {

    @Override
    public Object decode(byte[] data, int offset, int length) {
      double value = Double.longBitsToDouble(BinaryValue.int64(data, offset, length));
      return Double.isFinite(value) ? (Object) value : byText.decode(data, offset, length);
    }
  }

  private record Days(ValueDecoder byText) implements ValueDecoder {

    @Override
    public Object decode(byte[] data, int offset, int length) {
      int days = BinaryValue.int32(data, offset, length);
      return days == Integer.MIN_VALUE || days > Integer.MAX_VALUE - EPOCH_DAY
          ? byText.decode(data, offset, length)
          : (Object) (days + EPOCH_DAY);
    }
  }

  private record Micros(ValueDecoder byText) implements ValueDecoder {

    @Override
    public Object decode(byte[] data, int offset, int length) {
      long micros = BinaryValue.int64(data, offset, length);
      return micros == Long.MIN_VALUE || micros >= Long.MAX_VALUE - EPOCH_MICROS
          ? byText.decode(data, offset, length)
          : (Object) (micros + EPOCH_MICROS);
    }
  }

  /** A numeric of not too many digits, at the scale it has; empty for all others. */
  static Optional<BigDecimal> shortNumeric(byte[] data, int offset, int length) {
    BinaryValue value = new BinaryValue(data, offset, length);
    int groups = value.int16();
    int weight = value.int16();
    int sign = value.int16();
    int scale = value.int16();
    boolean finite = sign == POSITIVE || sign == NEGATIVE;
    if (groups < 0 || groups > MAX_GROUPS || !finite) {
      return Optional.empty();
    }
    long digits = 0;
    for (int i = 0; i < groups; i++) {
      digits = digits * 10_000 + value.int16();
    }
    value.expectEnd();
    return scaled(digits, scale + 4 * (weight - groups + 1))
        .map(unscaled -> BigDecimal.valueOf(sign == NEGATIVE ? -unscaled : unscaled, scale));
  }

  /** Times a power of ten that is small, and exact where it is negative. */
  private static Optional<Long> scaled(long digits, int power) {
    if (digits == 0) {
      return Optional.of(0L);
    }
    if (power >= 0 && power < POWERS.length && digits <= Long.MAX_VALUE / POWERS[power]) {
      return Optional.of(digits * POWERS[power]);
    }
    boolean exact = power < 0 && -power < POWERS.length && digits % POWERS[-power] == 0;
    return exact ? Optional.of(digits / POWERS[-power]) : Optional.empty();
  }
}
