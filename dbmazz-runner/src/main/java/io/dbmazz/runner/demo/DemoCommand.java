package io.dbmazz.runner.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dbmazz demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Run PostgreSQL, a StarRocks emulator, the pipeline and a workload in this process, then"
            + " compare every column of every row.")
public final class DemoCommand implements Callable<Integer> {

  private static final int EQUAL = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "Length of the workload; 0, the default, means until Ctrl-C.")
  private int seconds;

  @Option(
      names = "--events-per-second",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Row changes that the workload commits per second. Default: ${DEFAULT-VALUE}.")
  private int eventsPerSecond;

  /** Returns 0 when source and target are equal at the end, else 1. */
  @Override
  public Integer call() throws Exception {
    if (seconds < 0) {
      throw new ParameterException(spec.commandLine(), "--seconds must be 0 or more");
    }
    if (eventsPerSecond < 1) {
      throw new ParameterException(spec.commandLine(), "--events-per-second must be 1 or more");
    }
    Optional<Duration> length =
        seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    DemoLog log = DemoLog.redirect();
    try (Screen screen = Screen.open()) {
      StopSwitch stop = StopSwitch.onSignals();
      if (new Demo(new DemoOptions(length, eventsPerSecond), screen, stop).run()) {
        log.discard();
        return EQUAL;
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      err().println("The demo failed: " + e.getMessage());
    }
    err().println("The log is in " + log.file());
    return FAILED;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
