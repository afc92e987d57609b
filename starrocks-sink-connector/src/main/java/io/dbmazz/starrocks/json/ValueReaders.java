package io.dbmazz.starrocks.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Readers by schema: Connect's logical types, Debezium's semantic names, and for values without a
 * schema their Java class.
 */
final class ValueReaders {

  private static final Map<String, ValueReader> NAMED =
      Map.ofEntries(
          Map.entry("io.debezium.time.Date", v -> new Value.Day(number(v))),
          Map.entry("io.debezium.time.Time", v -> new Value.TimeOfDay(micros(number(v)))),
          Map.entry("io.debezium.time.MicroTime", v -> new Value.TimeOfDay(number(v))),
          Map.entry("io.debezium.time.NanoTime", v -> new Value.TimeOfDay(fromNanos(number(v)))),
          Map.entry("io.debezium.time.Timestamp", v -> new Value.Moment(micros(number(v)))),
          Map.entry("io.debezium.time.MicroTimestamp", v -> Infinities.moment(number(v))),
          Map.entry("io.debezium.time.NanoTimestamp", v -> new Value.Moment(fromNanos(number(v)))),
          Map.entry("io.debezium.time.MicroDuration", v -> new Value.Span(number(v))),
          Map.entry("io.debezium.time.NanoDuration", v -> new Value.Span(fromNanos(number(v)))),
          Map.entry("io.debezium.time.IsoDate", v -> IsoTexts.day((String) v)),
          Map.entry("io.debezium.time.IsoTime", v -> IsoTexts.timeOfDay((String) v)),
          Map.entry("io.debezium.time.IsoTimestamp", v -> IsoTexts.moment((String) v)),
          Map.entry("io.debezium.data.Json", v -> new Value.Json((String) v)),
          Map.entry("io.debezium.data.VariableScaleDecimal", ValueReaders::variableScale),
          Map.entry("org.apache.kafka.connect.data.Date", v -> day((java.util.Date) v)),
          Map.entry("org.apache.kafka.connect.data.Time", v -> timeOfDay((java.util.Date) v)),
          Map.entry("org.apache.kafka.connect.data.Timestamp", v -> moment((java.util.Date) v)));

  private ValueReaders() {}

  /**
   * The reader for a schema. Text passes where the schema has something else: it is how a value
   * arrives that the schema's type has no form for, such as NaN in a Decimal.
   *
   * @param schema null for values without one
   */
  static ValueReader of(Schema schema) {
    if (schema == null) {
      return ValueReaders::byClass;
    }
    ValueReader reader = typed(schema);
    return schema.type() == Schema.Type.STRING
        ? reader
        : value -> value instanceof String ? value : reader.read(value);
  }

  private static ValueReader typed(Schema schema) {
    if (Bits.NAME.equals(schema.name())) {
      return Bits.reader(schema);
    }
    ValueReader named = schema.name() == null ? null : NAMED.get(schema.name());
    if (named != null) {
      return named;
    }
    return switch (schema.type()) {
      case BYTES -> v -> v instanceof BigDecimal ? v : bytes(v);
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> map(of(schema.keySchema()), of(schema.valueSchema()));
      case STRUCT -> struct(schema);
      default -> v -> v;
    };
  }

  private static Object byClass(Object value) {
    if (value instanceof Struct struct) {
      return of(struct.schema()).read(struct);
    }
    if (value instanceof java.util.Date date) {
      return moment(date);
    }
    if (value instanceof ByteBuffer) {
      return bytes(value);
    }
    if (value instanceof Collection<?>) {
      return array(ValueReaders::byClass).read(value);
    }
    return value instanceof Map<?, ?> ? map(v -> v, ValueReaders::byClass).read(value) : value;
  }

  private static ValueReader array(ValueReader elements) {
    return value -> {
      Collection<?> values = (Collection<?>) value;
      List<Object> read = new ArrayList<>(values.size());
      values.forEach(element -> read.add(element == null ? null : elements.read(element)));
      return read;
    };
  }

  private static ValueReader map(ValueReader keys, ValueReader values) {
    return value -> {
      Map<String, Object> read = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        Object member = entry.getValue();
        read.put(Texts.of(keys.read(entry.getKey())), member == null ? null : values.read(member));
      }
      return read;
    };
  }

  private static ValueReader struct(Schema schema) {
    Map<String, ValueReader> members = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      members.put(field.name(), of(field.schema()));
    }
    return value -> {
      Map<String, Object> read = new LinkedHashMap<>();
      members.forEach(
          (name, reader) -> {
            Object member = ((Struct) value).get(name);
            read.put(name, member == null ? null : reader.read(member));
          });
      return read;
    };
  }

  private static Object variableScale(Object value) {
    Struct decimal = (Struct) value;
    return new BigDecimal(new BigInteger(bytes(decimal.get("value"))), decimal.getInt32("scale"));
  }

  static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy;
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  /** Milliseconds to microseconds; those that stand for infinity stay at the end of the range. */
  private static long micros(long millis) {
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  private static long fromNanos(long nanos) {
    if (nanos % 1000 != 0 && nanos != Long.MAX_VALUE && nanos != Long.MIN_VALUE) {
      throw new RefusedValueException("nanoseconds do not fit: StarRocks keeps microseconds");
    }
    boolean infinite = nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE;
    return infinite ? nanos : nanos / 1000;
  }

  private static Value.Day day(java.util.Date date) {
    return new Value.Day(Math.floorDiv(date.toInstant().toEpochMilli(), TimeUnit.DAYS.toMillis(1)));
  }

  private static Value.TimeOfDay timeOfDay(java.util.Date date) {
    return new Value.TimeOfDay(micros(date.toInstant().toEpochMilli()));
  }

  private static Value.Moment moment(java.util.Date date) {
    return new Value.Moment(micros(date.toInstant().toEpochMilli()));
  }
}
