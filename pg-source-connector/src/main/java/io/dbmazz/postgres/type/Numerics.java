package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.TypeOptions.DecimalMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * numeric and money. A numeric column with a precision is a Decimal of its scale; a negative scale
 * (PostgreSQL 15) is written as 0, since Avro and others know none. A column without precision
 * takes a scale per value.
 */
final class Numerics {

  private static final String VARIABLE_SCALE = "io.debezium.data.VariableScaleDecimal";
  private static final String PRECISION_PARAMETER = "connect.decimal.precision";
  private static final int HEADER = 4;

  /** Digits that surely fit a long. */
  private static final int LONG_DIGITS = 18;

  private Numerics() {}

  static ColumnType numeric(int modifier, DecimalMode mode) {
    return switch (mode) {
      case STRING -> new ColumnType(SchemaBuilder::string, Utf8::decode);
      case DOUBLE -> new ColumnType(SchemaBuilder::float64, Floats::float8);
      case PRECISE -> modifier < HEADER ? variableScale() : fixedScale(modifier - HEADER);
    };
  }

  /** As {@code make_numeric_typmod} of numeric.c packs it: 11 bits of scale, signed. */
  private static ColumnType fixedScale(int packed) {
    int precision = packed >>> 16 & 0xFFFF;
    int scale = ((packed & 0x7FF) ^ 1024) - 1024;
    int written = Math.max(scale, 0);
    int digits = Math.max(precision - Math.min(scale, 0), written);
    return decimal(written, digits);
  }

  private static ColumnType decimal(int scale, int precision) {
    return new ColumnType(
            () ->
                Decimal.builder(scale).parameter(PRECISION_PARAMETER, Integer.toString(precision)),
            (data, offset, length) -> toDecimal(data, offset, length, scale))
        .with(
            (ofColumn, byText) ->
                (data, offset, length) ->
                    Shortcuts.shortNumeric(data, offset, length)
                        .map(value -> (Object) fitted(value, scale))
                        .orElseGet(() -> byText.decode(data, offset, length)));
  }

  private static ColumnType variableScale() {
    return ColumnType.schemaBound(
            Numerics::variableScaleBuilder,
            ofColumn -> (data, offset, length) -> toVariableScale(ofColumn, data, offset, length))
        .with(
            (ofColumn, byText) ->
                (data, offset, length) ->
                    Shortcuts.shortNumeric(data, offset, length)
                        .map(value -> (Object) variable(ofColumn, value))
                        .orElseGet(() -> byText.decode(data, offset, length)));
  }

  private static Object toVariableScale(Schema schema, byte[] data, int offset, int length) {
    if (isSpecial(data, offset, length)) {
      return new Unrepresentable(null, Utf8.decode(data, offset, length));
    }
    return variable(schema, parse(data, offset, length));
  }

  private static Struct variable(Schema schema, BigDecimal value) {
    return new Struct(schema)
        .put("scale", value.scale())
        .put("value", value.unscaledValue().toByteArray());
  }

  private static SchemaBuilder variableScaleBuilder() {
    return SchemaBuilder.struct()
        .name(VARIABLE_SCALE)
        .version(1)
        .field("scale", Schema.INT32_SCHEMA)
        .field("value", Schema.BYTES_SCHEMA);
  }

  private static Object toDecimal(byte[] data, int offset, int length, int scale) {
    if (isSpecial(data, offset, length)) {
      return new Unrepresentable(null, Utf8.decode(data, offset, length));
    }
    return fitted(parse(data, offset, length), scale);
  }

  private static BigDecimal fitted(BigDecimal value, int scale) {
    try {
      return value.scale() == scale ? value : value.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw new UndecodableValueException("numeric has more fraction digits than its column");
    }
  }

  /** NaN, Infinity, -Infinity. */
  private static boolean isSpecial(byte[] data, int offset, int length) {
    byte last = data[offset + length - 1];
    return last == 'N' || last == 'y';
  }

  private static BigDecimal parse(byte[] data, int offset, int length) {
    return length <= LONG_DIGITS
        ? parseShort(data, offset, length)
        : parseLong(new String(data, offset, length, StandardCharsets.ISO_8859_1));
  }

  private static BigDecimal parseShort(byte[] data, int offset, int length) {
    int end = offset + length;
    boolean negative = data[offset] == '-';
    long unscaled = 0;
    int scale = 0;
    for (int i = negative ? offset + 1 : offset; i < end; i++) {
      if (data[i] == '.') {
        scale = end - 1 - i;
      } else {
        unscaled = unscaled * 10 + AsciiNumbers.digit(data[i]);
      }
    }
    return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
  }

  private static BigDecimal parseLong(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UndecodableValueException("numeric expected");
    }
  }

  /**
   * The type money.
   *
   * @param fractionDigits of the database's own {@code lc_monetary}; the text always shows two
   */
  static ColumnType money(int fractionDigits, DecimalMode mode) {
    return switch (mode) {
      case PRECISE ->
          new ColumnType(
              () -> Decimal.builder(fractionDigits).parameter(PRECISION_PARAMETER, "19"),
              (data, offset, length) -> money(data, offset, length, fractionDigits));
      case DOUBLE ->
          new ColumnType(
              SchemaBuilder::float64,
              (data, offset, length) -> money(data, offset, length, fractionDigits).doubleValue());
      case STRING ->
          new ColumnType(
              SchemaBuilder::string,
              (data, offset, length) ->
                  money(data, offset, length, fractionDigits).toPlainString());
    };
  }

  /** {@code -$1,234.56}: its digits are the stored integer, whatever separates them. */
  private static BigDecimal money(byte[] data, int offset, int length, int fractionDigits) {
    byte[] number = new byte[length];
    int size = 0;
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == '-' || (data[i] >= '0' && data[i] <= '9')) {
        number[size++] = data[i];
      }
    }
    return BigDecimal.valueOf(AsciiNumbers.parseLong(number, 0, size), fractionDigits);
  }
}
