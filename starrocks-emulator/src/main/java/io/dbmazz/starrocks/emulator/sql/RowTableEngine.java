package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.h2.api.TableEngine;
import org.h2.command.ddl.CreateTableData;
import org.h2.table.Table;

/**
 * The engine's door to tables kept elsewhere: H2 makes an instance by class name for each CREATE
 * TABLE … ENGINE (H2 manual, "Pluggable or User-Defined Tables") and hands it one parameter, the
 * ticket under which {@link #announce} left what the table needs. Used by H2 alone.
 */
public final class RowTableEngine implements TableEngine {

  private record Announced(List<ColumnType> types, List<Integer> key, Supplier<EngineRows> rows) {}

  private static final Map<String, Announced> TICKETS = new ConcurrentHashMap<>();

  /** For H2. */
  public RowTableEngine() {}

  /** Leaves what the next CREATE TABLE needs and returns the ticket for it. */
  static String announce(List<ColumnType> types, List<Integer> key, Supplier<EngineRows> rows) {
    String ticket = UUID.randomUUID().toString();
    TICKETS.put(ticket, new Announced(List.copyOf(types), List.copyOf(key), rows));
    return ticket;
  }

  @Override
  public Table createTable(CreateTableData data) {
    Announced table = TICKETS.remove(data.tableEngineParams.get(0));
    return new EngineTable(data, table.types(), table.key(), table.rows());
  }
}
