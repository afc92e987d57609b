package io.dbmazz.starrocks.emulator.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which engine table a name in a statement stands for. */
final class NameScope {

  private static final String CATALOG = "default_catalog";

  private final Snapshot snapshot;
  private final Optional<String> database;
  private final Set<String> queryNames = new HashSet<>();

  /**
   * @param snapshot the tables there are
   * @param database the current one of the session
   */
  NameScope(Snapshot snapshot, Optional<String> database) {
    this.snapshot = snapshot;
    this.database = database;
  }

  /** Names a query of a WITH clause. */
  void addQuery(String name) {
    queryNames.add(name.toLowerCase(Locale.ROOT));
  }

  /** Name parts as written, to the name to give the engine. */
  String engineName(List<String> parts) {
    if (parts.size() == 1 && queryNames.contains(parts.get(0).toLowerCase(Locale.ROOT))) {
      return parts.get(0);
    }
    TableName name = tableName(parts);
    if (name.database().equalsIgnoreCase(InformationSchema.NAME)) {
      return InformationSchema.engineName(name);
    }
    return stored(name).engineName();
  }

  /** The table of that name. */
  StoredTable table(List<String> parts) {
    return stored(tableName(parts));
  }

  private StoredTable stored(TableName name) {
    if (!snapshot.databases().contains(name.database())) {
      throw SqlError.unknownDatabase(name.database());
    }
    return snapshot.table(name).orElseThrow(() -> SqlError.unknownTable(name));
  }

  /** {@code table}, {@code database.table} or {@code default_catalog.database.table}. */
  TableName tableName(List<String> parts) {
    return switch (parts.size()) {
      case 1 -> new TableName(database.orElseThrow(SqlError::noDatabaseSelected), parts.get(0));
      case 2 -> new TableName(parts.get(0), parts.get(1));
      case 3 -> {
        if (!parts.get(0).equals(CATALOG)) {
          throw SqlError.analyzing("Unknown catalog '" + parts.get(0) + "'");
        }
        yield new TableName(parts.get(1), parts.get(2));
      }
      default -> throw SqlError.analyzing("Invalid table name " + String.join(".", parts));
    };
  }
}
