package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.time.LocalDateTime;
import java.util.Optional;

/** DATE and DATETIME; a number is read as the text of a date, never as an epoch. */
final class TemporalConverter implements Converter {
  private final ColumnErrors errors;
  private final boolean dateOnly;

  TemporalConverter(ColumnErrors errors) {
    this.errors = errors;
    this.dateOnly = errors.type().kind() == Kind.DATE;
  }

  @Override
  public Object text(String value) {
    Optional<LocalDateTime> parsed = DateTimeText.parse(value);
    if (parsed.isEmpty()) {
      return errors.outOfRange(value);
    }
    return dateOnly ? parsed.get().toLocalDate() : parsed.get();
  }
}
