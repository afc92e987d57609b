package io.dbmazz.starrocks.emulator.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The SQL engine: H2 in memory, over tables whose rows are the store's. Any thread may {@link
 * #read}; a statement keeps the snapshot with which it began, so it sees all of a write or nothing.
 */
final class Engine implements AutoCloseable {

  /** Hidden column by which DELETE names the rows of a table without primary key. */
  static final String ROW_ID = "__row_id";

  private static final String SETTINGS =
      ";MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
          + ";QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=FALSE";
  private static final String READER = "READER";
  private static final ColumnType ROW_ID_TYPE = ColumnType.of(ColumnType.Kind.BIGINT);

  /** The snapshot of the statement that a thread runs. */
  private static final ThreadLocal<Snapshot> PINNED = new ThreadLocal<>();

  private final Supplier<Snapshot> current;
  private final ReadWriteLock schema = new ReentrantReadWriteLock(true);
  private final Map<String, List<TableDefinition.Column>> columns = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String url;
  private final Connection owner;

  Engine(Supplier<Snapshot> current) {
    this.current = current;
    this.url = "jdbc:h2:mem:warehouse-" + UUID.randomUUID();
    // Settings of the database need its administrator, who is whoever connects first.
    this.owner = connect(url + SETTINGS, "");
    EngineFunctions.methods().forEach(this::defineFunction);
    // Not an administrator: no statement of a client reaches files or settings.
    execute("CREATE USER " + READER + " PASSWORD ''");
    execute("GRANT SELECT ON SCHEMA PUBLIC TO " + READER);
  }

  /** A connection of its own for one client. */
  Connection connect() {
    return connect(url, READER);
  }

  private static Connection connect(String url, String user) {
    try {
      return DriverManager.getConnection(url, user, "");
    } catch (SQLException e) {
      throw new IllegalStateException("H2 gave no connection to its own memory", e);
    }
  }

  /** Runs a statement on the rows as they are when it begins. */
  <T> T read(Function<Snapshot, T> statement) {
    schema.readLock().lock();
    try {
      Snapshot snapshot = current.get();
      PINNED.set(snapshot);
      return statement.apply(snapshot);
    } finally {
      PINNED.remove();
      schema.readLock().unlock();
    }
  }

  /** Makes a stored table known under its engine name. */
  void define(StoredTable table) {
    List<TableDefinition.Column> all = new ArrayList<>(table.definition().columns());
    List<Integer> key = List.of();
    if (table.hasPrimaryKey()) {
      key = Arrays.stream(table.definition().keyIndexes()).boxed().toList();
    } else {
      all.add(new TableDefinition.Column(ROW_ID, ROW_ID_TYPE, false, null, false));
    }
    TableName name = table.name();
    define(table.engineName(), all, key, () -> EngineRows.of(PINNED.get().tables().get(name)));
  }

  /** Makes a table known whose rows are computed from the snapshot each time it is read. */
  void defineComputed(
      String name, List<TableDefinition.Column> columns, Function<Snapshot, List<Object[]>> rows) {
    define(name, columns, List.of(), () -> EngineRows.of(rows.apply(PINNED.get())));
  }

  private void define(
      String name, List<TableDefinition.Column> all, List<Integer> key, Supplier<EngineRows> rows) {
    List<ColumnType> types = all.stream().map(TableDefinition.Column::type).toList();
    StringBuilder sql = new StringBuilder("CREATE TABLE `" + name + "` (");
    for (TableDefinition.Column column : all) {
      sql.append('`').append(column.name()).append("` ");
      sql.append(EngineValues.sqlType(column.type()));
      sql.append(column.name().equals(ROW_ID) ? " INVISIBLE, " : ", ");
    }
    sql.setLength(sql.length() - 2);
    String ticket = RowTableEngine.announce(types, key, rows);
    sql.append(") ENGINE \"").append(RowTableEngine.class.getName());
    sql.append("\" WITH \"").append(ticket).append('"');
    columns.put(name, List.copyOf(all));
    // MySQL mode reads ENGINE and ignores it; nobody else reads or parses meanwhile.
    execute("SET MODE REGULAR", sql.toString(), "SET MODE MySQL");
  }

  private void defineFunction(String name, String method) {
    execute(
        "CREATE ALIAS " + name + " FOR '" + EngineFunctions.class.getName() + "." + method + "'");
  }

  void drop(StoredTable table) {
    execute("DROP TABLE `" + table.engineName() + "`");
    columns.remove(table.engineName());
  }

  /** Columns of an engine table; empty for a name the engine gave itself. */
  List<TableDefinition.Column> columnsOf(String engineName) {
    return columns.getOrDefault(engineName, List.of());
  }

  private void execute(String... statements) {
    schema.writeLock().lock();
    try (Statement statement = owner.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("H2 refused: " + String.join("; ", statements), e);
    } finally {
      schema.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    execute("SHUTDOWN IMMEDIATELY");
  }
}
