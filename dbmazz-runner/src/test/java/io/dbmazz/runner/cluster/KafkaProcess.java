package io.dbmazz.runner.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A program of Kafka in a JVM of its own. Ends with this JVM. Used by one thread. */
final class KafkaProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final Process process;
  private final Path log;

  private KafkaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts a program.
   *
   * @param directory for its log
   */
  static KafkaProcess start(String name, Path directory, List<String> command) {
    return start(name, directory, command, Map.of());
  }

  /**
   * Starts a program.
   *
   * @param directory for its log
   * @param environment added to this process's
   */
  static KafkaProcess start(
      String name, Path directory, List<String> command, Map<String, String> environment) {
    try {
      Path log = Files.createTempFile(directory, name, ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new KafkaProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be started", e);
    }
  }

  /** Writes a file of properties for a program. */
  static Path properties(Path file, Map<String, String> values) {
    Properties properties = new Properties();
    values.forEach(properties::setProperty);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
  }

  /** Waits for a condition; fails with the log when the process ends first. */
  void await(Callable<Boolean> ready) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(IOException.class) // nobody listens yet
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + "; log:\n" + log());
              }
              return ready.call();
            });
  }

  long pid() {
    return process.pid();
  }

  /** Everything it has written so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + name + " could not be read", e);
    }
  }

  /** {@code kill -9}, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Waits for the process to end by itself; returns its exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end; log:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the end of " + name, e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
