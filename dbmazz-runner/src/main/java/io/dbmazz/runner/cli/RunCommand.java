package io.dbmazz.runner.cli;

import io.dbmazz.runner.Runner;
import io.dbmazz.runner.RunnerConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dbmazz run}. */
@Command(
    name = "run",
    description = "Run the pipeline until it is drained or stopped.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Mixin private ConfigurationFile file;

  /** For picocli. */
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    RunnerConfig config = file.load();
    try (Runner runner = Runner.start(config)) {
      SignalDrain.on(runner, config.shutdownTimeout());
      return SignalDrain.exitCode(runner.awaitEnd());
    }
  }
}
