package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Understands the rows of the signal table; what it does not understand is logged. */
final class SignalTable {

  private static final Logger LOG = LoggerFactory.getLogger(SignalTable.class);

  private final TableName name;

  SignalTable(TableName name) {
    this.name = name;
  }

  boolean is(String schema, String table) {
    return name.schema().equals(schema) && name.table().equals(table);
  }

  /** The signal of a change of the table; empty when it is none. */
  Optional<SignalRow> signal(RowChange change) {
    if (change.operation() != Operation.CREATE) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignalRow.of(change));
    } catch (IllegalArgumentException e) {
      LOG.error("A row of the signal table {} is ignored: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** What a signal asks for; empty when that cannot be understood. */
  Optional<Order> order(SignalRow signal) {
    try {
      return Optional.of(signal.order());
    } catch (IllegalArgumentException e) {
      LOG.error("Signal {} of {} is ignored: {}", signal.id(), name, e.getMessage());
      return Optional.empty();
    }
  }

  /** The tables that a signal names; one that names none is logged. */
  List<TableName> tables(SignalRow signal, List<Pattern> patterns, List<TableName> captured) {
    return patterns.stream()
        .flatMap(
            pattern -> {
              List<TableName> named =
                  captured.stream()
                      .filter(table -> pattern.matcher(table.toString()).matches())
                      .toList();
              if (named.isEmpty()) {
                LOG.error(
                    "Signal {} of {}: no captured table is '{}'. Names are schema.table, as in"
                        + " table.include.list",
                    signal.id(),
                    name,
                    pattern);
              }
              return named.stream();
            })
        .distinct()
        .toList();
  }
}
