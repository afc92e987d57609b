package io.dbmazz.starrocks.emulator.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;

/**
 * ALTER TABLE: column changes run as jobs, one at a time per table, and take effect when they
 * finish. No thread runs them: {@link #settle}, called before anything that could tell, finishes
 * those whose time has come. Safe for several threads.
 */
final class SchemaChanges {

  private static final int MAX_FINISHED = 100;

  /** How a change gets into the table. */
  private enum Pace {
    /** Fast schema evolution: the rows stay as they are, and nobody is waited for. */
    FAST,
    /** The rows are written anew, after the transactions that began before have ended. */
    REWRITING
  }

  private final Schema schema;
  private final TableStore store;
  private final WarehouseOptions options;
  private final ColumnDefaults defaults;
  private final OpenLoads loads;
  private final AtomicLong ids = new AtomicLong(20_001);
  private final List<SchemaJob> jobs = new ArrayList<>();
  private volatile Instant nextDue = Instant.MAX;

  /** What the changes go by. */
  record Rules(WarehouseOptions options, ColumnDefaults defaults, OpenLoads loads) {}

  SchemaChanges(TableStore store, Schema schema, Rules rules) {
    this.store = store;
    this.schema = schema;
    this.options = rules.options();
    this.defaults = rules.defaults();
    this.loads = rules.loads();
  }

  /** Finishes the jobs that are due. */
  void settle() {
    if (!options.clock().instant().isBefore(nextDue)) {
      settleDue();
    }
  }

  private synchronized void settleDue() {
    Instant now = options.clock().instant();
    nextDue = Instant.MAX;
    for (SchemaJob job : jobs) {
      if (job.isOpen() && !now.isBefore(job.due()) && !waits(job)) {
        run(job);
      } else if (job.isOpen() && job.due().isBefore(nextDue)) {
        nextDue = job.due();
      }
    }
  }

  /** Whether transactions that began before the job may still write rows of the old form. */
  private boolean waits(SchemaJob job) {
    return job.waitsBefore().isPresent()
        && loads.remain(job.table().database(), job.table().table(), job.waitsBefore().getAsLong());
  }

  private void run(SchemaJob job) {
    boolean sameTable =
        store
            .snapshot()
            .table(job.table())
            .filter(t -> t.created().equals(job.tableCreated()))
            .isPresent();
    if (!sameTable) {
      job.cancel(options.clock().instant());
      return;
    }
    schema.replace(job.table(), table -> changed(table, job.change()));
    job.finish(options.clock().instant());
  }

  private StoredTable changed(StoredTable table, Consumer<TableVersion> change) {
    TableVersion version = new TableVersion(table);
    change.accept(version);
    StoredTable next = table.with(schema.nextId(), version.definition(), version.clauses());
    Cursor<Object[], Object[]> rows = table.rows().freeze().all();
    while (rows.hasNext()) {
      Object[] key = rows.next();
      next.rows().put(key, version.convert(rows.getValue(), defaults));
    }
    return next;
  }

  /** Starts what the clauses ask for; returns when it is started. */
  void alter(TableName name, List<AlterClause> clauses) {
    List<Consumer<TableVersion>> steps = new ArrayList<>();
    boolean rewrites = false;
    for (AlterClause clause : clauses) {
      if (clause instanceof AlterClause.RenameTable rename) {
        schema.rename(name, rename.to());
      } else if (clause instanceof AlterClause.SetProperties set) {
        schema.setProperties(name, set.properties());
      } else {
        steps.add(step(clause));
        rewrites |= clause instanceof AlterClause.ModifyColumn;
      }
    }
    if (!steps.isEmpty()) {
      Pace pace = rewrites || !isFast(name) ? Pace.REWRITING : Pace.FAST;
      start(name, version -> steps.forEach(step -> step.accept(version)), pace);
    }
    settle();
  }

  private Consumer<TableVersion> step(AlterClause clause) {
    if (clause instanceof AlterClause.AddColumns add) {
      return version -> add.columns().forEach(column -> version.add(column, add.position()));
    }
    if (clause instanceof AlterClause.DropColumn drop) {
      return version -> version.drop(drop.name());
    }
    if (clause instanceof AlterClause.ModifyColumn modify) {
      return version -> version.modify(modify.column(), modify.position());
    }
    if (clause instanceof AlterClause.RenameColumn rename) {
      if (!options.version().has(3, 3, 2)) {
        throw SqlError.analyzing("RENAME COLUMN needs StarRocks 3.3.2");
      }
      return version -> version.rename(rename.from(), rename.to());
    }
    throw new IllegalArgumentException("Not a change of columns: " + clause);
  }

  /** Whether columns come and go without the rows being written anew. */
  private boolean isFast(TableName name) {
    Map<String, String> properties = Schema.require(store.snapshot(), name).clauses().properties();
    return Boolean.parseBoolean(properties.get("fast_schema_evolution"));
  }

  private synchronized void start(TableName name, Consumer<TableVersion> change, Pace pace) {
    StoredTable table = Schema.require(store.snapshot(), name);
    if (jobs.stream().anyMatch(job -> job.isOpen() && job.table().equals(name))) {
      throw inProgress(name);
    }
    change.accept(new TableVersion(table));
    Instant now = options.clock().instant();
    OptionalLong waitsBefore =
        pace == Pace.REWRITING ? OptionalLong.of(loads.mark()) : OptionalLong.empty();
    SchemaJob job =
        new SchemaJob(
            ids.getAndIncrement(),
            name,
            table.created(),
            new SchemaJob.Times(now, now.plus(options.schemaChangeDelay()), waitsBefore),
            change);
    jobs.add(job);
    while (jobs.size() > MAX_FINISHED && !jobs.get(0).isOpen()) {
      jobs.remove(0);
    }
    nextDue = job.due().isBefore(nextDue) ? job.due() : nextDue;
  }

  private static SqlError inProgress(TableName name) {
    return SqlError.ddl(
        "A schema change operation is in progress on the table \""
            + name.table()
            + "\". Please wait until the current operation completes."
            + " Use SHOW ALTER TABLE COLUMN to see its state.");
  }

  /** Rows of SHOW ALTER TABLE COLUMN for one database. */
  synchronized List<List<String>> show(String database) {
    Instant now = options.clock().instant();
    return jobs.stream()
        .filter(job -> job.table().database().equals(database))
        .map(job -> job.show(now, waits(job)))
        .toList();
  }
}
