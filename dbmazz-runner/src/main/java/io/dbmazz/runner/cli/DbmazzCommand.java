package io.dbmazz.runner.cli;

import io.dbmazz.control.CdcControlServiceGrpc;
import io.dbmazz.control.CdcControlServiceGrpc.CdcControlServiceBlockingStub;
import io.dbmazz.control.CdcMetricsServiceGrpc;
import io.dbmazz.control.CdcStatusServiceGrpc;
import io.dbmazz.control.ControlResponse;
import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.HealthCheckRequest;
import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthCheckResponse.ServingStatus;
import io.dbmazz.control.HealthServiceGrpc;
import io.dbmazz.control.MetricsRequest;
import io.dbmazz.control.MetricsResponse;
import io.dbmazz.control.PauseRequest;
import io.dbmazz.control.ReloadConfigRequest;
import io.dbmazz.control.ResumeRequest;
import io.dbmazz.control.StatusRequest;
import io.dbmazz.control.StatusResponse;
import io.dbmazz.control.StopRequest;
import io.dbmazz.runner.demo.DemoCommand;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dbmazz}: the commands that call a running process are methods here. */
@Command(
    name = "dbmazz",
    description = "Replicates changes of PostgreSQL to StarRocks.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      QuarantineCommand.class,
      EmulatorCommand.class,
      DemoCommand.class
    })
public final class DbmazzCommand implements Runnable {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  /** For {@link #execute} and tests. */
  DbmazzCommand() {}

  /** Runs a command line; returns the exit code. */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new DbmazzCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(
      description = "Show state, health, positions and tables.",
      mixinStandardHelpOptions = true)
  int status(@Mixin RunningProcess process) {
    StatusResponse status =
        process.ask(
            CdcStatusServiceGrpc::newBlockingStub,
            stub -> stub.getStatus(StatusRequest.getDefaultInstance()));
    Answers.print(status, check(process), out());
    return 0;
  }

  @Command(
      description = "Show whether changes are replicated; exits 0 only then.",
      mixinStandardHelpOptions = true)
  int health(@Mixin RunningProcess process) {
    HealthCheckResponse health = check(process);
    Answers.print(health, out());
    return health.getStatus() == ServingStatus.SERVING ? 0 : FAILED;
  }

  private static HealthCheckResponse check(RunningProcess process) {
    return process.ask(
        HealthServiceGrpc::newBlockingStub,
        stub -> stub.check(HealthCheckRequest.getDefaultInstance()));
  }

  @Command(description = "Show rates, lags and totals.", mixinStandardHelpOptions = true)
  int metrics(
      @Mixin RunningProcess process,
      @Option(
              names = "--interval-ms",
              defaultValue = "1000",
              description = "Time between two lines, and of the rates.")
          int intervalMs,
      @Option(names = "--count", defaultValue = "1", description = "Lines; 0 for no end.")
          long count) {
    MetricsRequest request = MetricsRequest.newBuilder().setIntervalMs(intervalMs).build();
    return process.watch(
        CdcMetricsServiceGrpc::newBlockingStub, stub -> print(stub.streamMetrics(request), count));
  }

  private int print(Iterator<MetricsResponse> samples, long count) {
    for (long i = 0; (count == 0 || i < count) && samples.hasNext(); i++) {
      Answers.print(samples.next(), out());
    }
    return 0;
  }

  @Command(
      description = "Load nothing more; the slot's connection is kept.",
      mixinStandardHelpOptions = true)
  int pause(@Mixin RunningProcess process) {
    return order(process, stub -> stub.pause(PauseRequest.getDefaultInstance()));
  }

  @Command(description = "Go on after a pause.", mixinStandardHelpOptions = true)
  int resume(@Mixin RunningProcess process) {
    return order(process, stub -> stub.resume(ResumeRequest.getDefaultInstance()));
  }

  @Command(
      description = "Load everything read, then end the process; the slot is kept.",
      mixinStandardHelpOptions = true)
  int drain(@Mixin RunningProcess process) {
    return order(process, stub -> stub.drainAndStop(DrainRequest.getDefaultInstance()));
  }

  @Command(
      description = "End the process at once; the slot is kept unless told otherwise.",
      mixinStandardHelpOptions = true)
  int stop(
      @Mixin RunningProcess process,
      @Option(
              names = "--drop-slot",
              description = "Delete the job: drop the slot and the stored offset.")
          boolean dropSlot) {
    StopRequest request = StopRequest.newBuilder().setSkipSlotCleanup(!dropSlot).build();
    return order(process, stub -> stub.stop(request));
  }

  @Command(description = "Change settings while running.", mixinStandardHelpOptions = true)
  int reload(
      @Mixin RunningProcess process,
      @Option(names = "--flush-size", description = "Rows that make a table due.") long flushSize,
      @Option(names = "--flush-interval-ms", description = "Longest wait of a row.")
          long flushIntervalMs,
      @Option(names = "--tables", split = ",", description = "All tables to replicate from now on.")
          List<String> tables) {
    ReloadConfigRequest request =
        ReloadConfigRequest.newBuilder()
            .setFlushSize(flushSize)
            .setFlushIntervalMs(flushIntervalMs)
            .addAllTables(tables == null ? List.of() : tables)
            .build();
    return order(process, stub -> stub.reloadConfig(request));
  }

  private int order(
      RunningProcess process, Function<CdcControlServiceBlockingStub, ControlResponse> order) {
    return Answers.report(process.ask(CdcControlServiceGrpc::newBlockingStub, order), out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
