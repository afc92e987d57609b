package io.dbmazz.starrocks.table;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** The StarRocks types of columns that hold what a schema describes. */
public final class ColumnTypes {

  private static final String PRECISION = "connect.decimal.precision";
  private static final String DEBEZIUM_COLUMN = "__debezium.source.column.";

  private static final ColumnType DATETIME = ColumnType.of("DATETIME");
  private static final ColumnType TEXT = ColumnType.varchar(ColumnType.LONGEST);
  private static final ColumnType TIME = ColumnType.varchar(32);
  private static final ColumnType INTERVAL = ColumnType.varchar(128);

  private static final Map<String, ColumnType> NAMED =
      Map.ofEntries(
          Map.entry("io.debezium.time.Date", ColumnType.of("DATE")),
          Map.entry("io.debezium.time.IsoDate", ColumnType.of("DATE")),
          Map.entry("org.apache.kafka.connect.data.Date", ColumnType.of("DATE")),
          Map.entry("io.debezium.time.Timestamp", DATETIME),
          Map.entry("io.debezium.time.MicroTimestamp", DATETIME),
          Map.entry("io.debezium.time.NanoTimestamp", DATETIME),
          Map.entry("io.debezium.time.IsoTimestamp", DATETIME),
          Map.entry("io.debezium.time.ZonedTimestamp", DATETIME),
          Map.entry("org.apache.kafka.connect.data.Timestamp", DATETIME),
          Map.entry("io.debezium.time.Time", TIME),
          Map.entry("io.debezium.time.MicroTime", TIME),
          Map.entry("io.debezium.time.NanoTime", TIME),
          Map.entry("io.debezium.time.IsoTime", TIME),
          Map.entry("io.debezium.time.ZonedTime", TIME),
          Map.entry("org.apache.kafka.connect.data.Time", TIME),
          Map.entry("io.debezium.time.Interval", INTERVAL),
          Map.entry("io.debezium.time.MicroDuration", INTERVAL),
          Map.entry("io.debezium.time.NanoDuration", INTERVAL),
          Map.entry("io.debezium.data.Uuid", ColumnType.varchar(36)),
          Map.entry("io.debezium.data.Json", ColumnType.of("JSON")),
          Map.entry("io.debezium.data.VariableScaleDecimal", TEXT));

  private ColumnTypes() {}

  /** The type whose column takes every ordinary value of the schema, as it is written there. */
  public static ColumnType of(Schema schema) {
    if (schema.name() != null && NAMED.containsKey(schema.name())) {
      return NAMED.get(schema.name());
    }
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      return decimal(schema);
    }
    if ("io.debezium.data.Bits".equals(schema.name())) {
      return number(schema, "length").map(ColumnType::varchar).orElse(TEXT);
    }
    return switch (schema.type()) {
      case BOOLEAN -> ColumnType.of("BOOLEAN");
      case INT8 -> ColumnType.of("TINYINT");
      case INT16 -> ColumnType.of("SMALLINT");
      case INT32 -> ColumnType.of("INT");
      case INT64 -> ColumnType.of("BIGINT");
      case FLOAT32 -> ColumnType.of("FLOAT");
      case FLOAT64 -> ColumnType.of("DOUBLE");
      case BYTES -> ColumnType.of("VARBINARY");
      case STRING -> text(schema);
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP, STRUCT -> ColumnType.of("JSON");
    };
  }

  /** A scale above the precision, or below zero, exists in PostgreSQL but not in StarRocks. */
  private static ColumnType decimal(Schema schema) {
    long scale = number(schema, Decimal.SCALE_FIELD).orElse(0L);
    Optional<Long> digits = number(schema, PRECISION);
    long precision =
        digits.isPresent()
            ? Math.max(digits.get() - Math.min(scale, 0), scale)
            : Math.max(ColumnType.MOST_DIGITS, scale);
    return ColumnType.decimal(precision, Math.max(scale, 0));
  }

  /** Whether a decimal schema says how many digits its values have. */
  static boolean tellsPrecision(Schema schema) {
    return number(schema, PRECISION).isPresent();
  }

  /** Debezium tells the length when {@code column.propagate.source.type} asks it to. */
  private static ColumnType text(Schema schema) {
    return number(schema, DEBEZIUM_COLUMN + "length")
        .filter(length -> length > 0)
        .map(ColumnType::varcharOfCharacters)
        .orElse(TEXT);
  }

  private static ColumnType array(ColumnType element) {
    return ColumnType.of(element.isElement() ? "ARRAY<" + element + ">" : "JSON");
  }

  private static Optional<Long> number(Schema schema, String parameter) {
    return Optional.ofNullable(schema.parameters())
        .map(parameters -> parameters.get(parameter))
        .map(Long::valueOf);
  }
}
