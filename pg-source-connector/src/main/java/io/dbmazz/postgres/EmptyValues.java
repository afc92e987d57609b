package io.dbmazz.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Values that schemas accept and that mean nothing: zero, no text, no elements. */
final class EmptyValues {

  private EmptyValues() {}

  /** A Struct in which every field that needs a value has one. */
  static Struct struct(Schema schema) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      if (!field.schema().isOptional() && field.schema().defaultValue() == null) {
        struct.put(field, of(field.schema()));
      }
    }
    return struct;
  }

  private static Object of(Schema schema) {
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
      return new BigDecimal(BigInteger.ZERO, scale);
    }
    return switch (schema.type()) {
      case INT8 -> (byte) 0;
      case INT16 -> (short) 0;
      case INT32 -> 0;
      case INT64 -> 0L;
      case FLOAT32 -> 0f;
      case FLOAT64 -> 0d;
      case BOOLEAN -> false;
      case STRING -> "";
      case BYTES -> new byte[0];
      case ARRAY -> List.of();
      case MAP -> Map.of();
      case STRUCT -> struct(schema);
    };
  }
}
