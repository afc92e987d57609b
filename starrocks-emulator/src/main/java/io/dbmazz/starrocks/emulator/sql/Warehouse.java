package io.dbmazz.starrocks.emulator.sql;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Databases, tables and rows of one StarRocks, in memory. Safe for several threads; each client
 * works through a {@link SqlSession} of its own.
 *
 * <p>Writes run one after another. A query reads the rows as they were when it began: it neither
 * waits for a write nor sees half of one.
 */
public final class Warehouse implements RowStore, AutoCloseable {

  private final WarehouseOptions options;
  private final TableStore store;
  private final Engine engine;
  private final Schema schema;
  private final SchemaChanges changes;
  private final AtomicLong sessions = new AtomicLong();

  /** An empty warehouse into which nobody loads in transactions. */
  public Warehouse(WarehouseOptions options) {
    this(options, OpenLoads.none());
  }

  /** An empty warehouse. */
  public Warehouse(WarehouseOptions options, OpenLoads loads) {
    this.options = options;
    ColumnDefaults defaults = new ColumnDefaults(options.clock());
    this.store = new TableStore(defaults::valueOf);
    this.engine = new Engine(store::snapshot);
    InformationSchema.define(engine);
    this.schema = new Schema(store, engine, options);
    this.changes =
        new SchemaChanges(store, schema, new SchemaChanges.Rules(options, defaults, loads));
  }

  /** The options it was made with. */
  public WarehouseOptions options() {
    return options;
  }

  /** A session for one client, used by one thread at a time. */
  public SqlSession openSession(String user) {
    SessionState state = new SessionState(options.version(), user, sessions.incrementAndGet());
    return new SqlSession(state, new SqlSession.Parts(store, engine, schema, changes));
  }

  @Override
  public boolean hasDatabase(String database) {
    return store.snapshot().databases().contains(database);
  }

  @Override
  public Optional<TableDefinition> table(String database, String table) {
    changes.settle();
    return store.snapshot().table(new TableName(database, table)).map(StoredTable::definition);
  }

  @Override
  public void write(Consumer<Rows> changed) {
    changes.settle();
    store.write(changed);
  }

  @Override
  public void close() {
    engine.close();
  }
}
