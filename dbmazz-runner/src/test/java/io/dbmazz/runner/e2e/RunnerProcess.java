package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code dbmazz run} in a JVM of its own, as a user starts it. Used by one thread. */
final class RunnerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final RunnerClient client;

  private RunnerProcess(Process process, Path log, int grpcPort) {
    this.process = process;
    this.log = log;
    this.client = new RunnerClient(grpcPort);
  }

  /**
   * Starts {@code run} with a file of properties.
   *
   * @param grpcPort the port that the file gives
   */
  static RunnerProcess start(Path properties, int grpcPort) {
    return start(List.of("run", properties.toString()), Map.of(), grpcPort);
  }

  /**
   * Starts the program.
   *
   * @param arguments of the command line
   * @param environment added to this process's
   */
  static RunnerProcess start(
      List<String> arguments, Map<String, String> environment, int grpcPort) {
    try {
      Path log = Files.createTempFile("dbmazz-runner", ".log");
      ProcessBuilder builder = new ProcessBuilder(command(arguments));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new RunnerProcess(builder.start(), log, grpcPort);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner could not be started", e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Quick to start rather than quick in the long run.
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // The product's own logging, not the tests'.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.dbmazz.runner.Main");
    command.addAll(arguments);
    return command;
  }

  /** Waits until changes are being replicated; fails with the log when the process ends first. */
  RunnerProcess awaitReplicating() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertRunning();
              assertThat(client.isReplicating()).as("replicating; log:%n%s", log()).isTrue();
            });
    return this;
  }

  private void assertRunning() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "The runner ended with " + process.exitValue() + "; log:\n" + log());
    }
  }

  /** The process as a user calls it. */
  RunnerClient client() {
    return client;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Sends SIGTERM, as {@code kill} and service managers do. */
  void terminate() {
    process.destroy();
  }

  /** Sends a signal by name, for example {@code INT}. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Signal " + name + " could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending a signal", e);
    }
  }

  /** Waits for the process to end by itself; returns its exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("The runner does not end; log:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the runner's end", e);
    }
  }

  /** Waits until a text was written to standard output or error. */
  void awaitLog(String text) {
    await().atMost(PATIENCE).until(() -> log().contains(text));
  }

  /** Everything written to standard output and error so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner's log could not be read", e);
    }
  }

  /** Kills the process when it still runs. */
  @Override
  public void close() {
    client.close();
    kill();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner's log could not be removed", e);
    }
  }
}
