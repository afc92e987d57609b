package io.dbmazz.starrocks.emulator.sql;

import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What a column gets when a row does not say. */
public final class ColumnDefaults {

  private final Clock clock;

  /** With this clock for {@code CURRENT_TIMESTAMP}. */
  public ColumnDefaults(Clock clock) {
    this.clock = clock;
  }

  /** The default's value now; null without one. */
  public Object valueOf(TableDefinition.Column column) {
    String text = column.defaultValue();
    if (text == null) {
      return null;
    }
    ColumnType type = column.type();
    return switch (text) {
      case "CURRENT_TIMESTAMP" ->
          LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
      case "uuid()" -> UUID.randomUUID().toString();
      case "uuid_numeric()" ->
          new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16).shiftRight(1);
      default -> Coercion.coerce(type, text);
    };
  }
}
