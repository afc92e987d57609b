package io.dbmazz.runner.demo;

import io.dbmazz.runner.demo.compare.TableComparison;
import io.dbmazz.runner.demo.compare.TableEquality;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo from start to verdict, in this process. Used by one thread. */
final class Demo {

  private static final long SEED = 20_260_101;

  private final DemoOptions options;
  private final Screen screen;
  private final StopSwitch stop;

  Demo(DemoOptions options, Screen screen, StopSwitch stop) {
    this.options = options;
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Runs until its time is up or it is asked to stop; returns whether both sides are equal then.
   */
  boolean run() throws IOException, SQLException, InterruptedException {
    screen.println("Starting PostgreSQL, the StarRocks emulator and the runner ...");
    try (DemoPostgres postgres = DemoPostgres.start();
        StarRocksEmulator starRocks = StarRocksEmulator.start(EmulatorOptions.defaults())) {
      postgres.execute(DemoTables.POSTGRES);
      postgres.execute(DemoTables.ROWS_BEFORE);
      screen.println(
          DemoTables.ORDERS_BEFORE + " orders are there already: the snapshot copies them.");
      DemoTarget target = DemoTarget.create(starRocks);
      try (DemoPipeline pipeline = DemoPipeline.start(postgres, target)) {
        work(postgres, target, pipeline);
        screen.println("");
        screen.println("Draining, then comparing every column of every row ...");
        pipeline.drain();
      }
      return isEqual(postgres, target);
    }
  }

  private void work(DemoPostgres postgres, DemoTarget target, DemoPipeline pipeline)
      throws SQLException, InterruptedException {
    Workload workload = Workload.start(postgres, options.eventsPerSecond(), SEED);
    try (Connection source = postgres.connect();
        Connection copy = target.connect()) {
      FigureReader reader = new FigureReader(source, copy, pipeline, workload);
      Duration wait = options.waitAfter(Duration.ZERO, screen.interval());
      while (!wait.isZero() && !stop.await(wait)) {
        pipeline.requireRunning();
        workload.requireRunning();
        Figures figures = reader.read();
        screen.show(figures);
        wait = options.waitAfter(figures.elapsed(), screen.interval());
      }
    } finally {
      workload.stop();
    }
    workload.requireRunning();
  }

  private boolean isEqual(DemoPostgres postgres, DemoTarget target) throws SQLException {
    Map<String, TableEquality> tables = new LinkedHashMap<>();
    try (Connection source = postgres.connect();
        Connection copy = target.connect()) {
      TableComparison comparison = new TableComparison(source, copy);
      for (String table : DemoTables.NAMES) {
        tables.put(table, comparison.compare(DemoTables.SCHEMA, table));
      }
    }
    DemoReport.lines(tables).forEach(screen::println);
    return DemoReport.isEqual(tables);
  }
}
