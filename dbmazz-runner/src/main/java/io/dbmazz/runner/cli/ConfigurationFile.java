package io.dbmazz.runner.cli;

import io.dbmazz.runner.RunnerConfig;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The optional file of {@code run} and {@code validate}. */
final class ConfigurationFile {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Properties; without a file, environment variables configure everything.")
  private Path file;

  RunnerConfig load() {
    return file == null
        ? RunnerConfig.load(System.getenv())
        : RunnerConfig.load(file, System.getenv());
  }
}
