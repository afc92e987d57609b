package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.RowStore;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tables in maps; a write that throws leaves them as they were. */
public final class InMemoryTables implements RowStore {
  private final Map<String, TableDefinition> definitions = new ConcurrentHashMap<>();
  private Map<String, Map<List<Object>, Object[]>> contents = new LinkedHashMap<>();

  /** Adds an empty table. */
  public InMemoryTables with(TableDefinition table) {
    definitions.put(name(table.database(), table.name()), table);
    return this;
  }

  /** The rows in order of their first arrival. */
  public synchronized List<List<Object>> rows(TableDefinition table) {
    return contents.getOrDefault(name(table.database(), table.name()), Map.of()).values().stream()
        .map(row -> (List<Object>) new ArrayList<>(Arrays.asList(row)))
        .toList();
  }

  @Override
  public boolean hasDatabase(String database) {
    return definitions.values().stream().anyMatch(table -> table.database().equals(database));
  }

  @Override
  public Optional<TableDefinition> table(String database, String table) {
    return Optional.ofNullable(definitions.get(name(database, table)));
  }

  @Override
  public synchronized void write(Consumer<Rows> changes) {
    Map<String, Map<List<Object>, Object[]>> copy = new LinkedHashMap<>();
    contents.forEach((name, rows) -> copy.put(name, new LinkedHashMap<>(rows)));
    changes.accept(new MapRows(copy));
    contents = copy;
  }

  private static String name(String database, String table) {
    return database + "." + table;
  }

  private record MapRows(Map<String, Map<List<Object>, Object[]>> contents) implements Rows {
    private Map<List<Object>, Object[]> rows(TableDefinition table) {
      return contents.computeIfAbsent(
          name(table.database(), table.name()), name -> new LinkedHashMap<>());
    }

    @Override
    public Optional<Object[]> find(TableDefinition table, Object[] key) {
      return Optional.ofNullable(rows(table).get(Arrays.asList(key)));
    }

    @Override
    public void put(TableDefinition table, Object[] row) {
      List<Object> key =
          table.model() == TableDefinition.Model.PRIMARY_KEY
              ? Arrays.stream(table.keyIndexes()).mapToObj(i -> row[i]).toList()
              : List.of(rows(table).size());
      rows(table).put(key, row);
    }

    @Override
    public void remove(TableDefinition table, Object[] key) {
      rows(table).remove(Arrays.asList(key));
    }
  }
}
