package io.dbmazz.runner.cli;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dbmazz emulator}. */
@Command(
    name = "emulator",
    description =
        "Run a StarRocks stand-in, for trying a configuration without a cluster; Ctrl-C ends it.",
    mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--fe-port",
      defaultValue = "8030",
      description = "HTTP port of the front end. Default: ${DEFAULT-VALUE}.")
  private int fePort;

  @Option(
      names = "--be-port",
      defaultValue = "8040",
      description = "HTTP port of the back end. Default: ${DEFAULT-VALUE}.")
  private int bePort;

  @Option(
      names = "--mysql-port",
      defaultValue = "9030",
      description = "SQL port. Default: ${DEFAULT-VALUE}.")
  private int mysqlPort;

  @Option(names = "--database", description = "Database to create at the start.")
  private String database;

  /** For picocli. */
  EmulatorCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    EmulatorOptions options = EmulatorOptions.defaults().withPorts(fePort, bePort, mysqlPort);
    EmulatorOptions withDatabase =
        Optional.ofNullable(database).map(options::withDatabases).orElse(options);
    try (StarRocksEmulator emulator = StarRocksEmulator.start(withDatabase)) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("front end  %s%n", emulator.feUrl());
      out.printf("back end   %s%n", emulator.beUrl());
      out.printf("SQL        127.0.0.1:%d, user root without password%n", emulator.mysqlPort());
      out.flush();
      // Until the process is told to end; nothing outlives it.
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
