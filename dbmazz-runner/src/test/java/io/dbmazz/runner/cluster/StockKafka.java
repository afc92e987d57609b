package io.dbmazz.runner.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jars of one Kafka, as its own archive has them.
 *
 * @param version such as 4.3.1
 */
record StockKafka(String version, Path jars) {

  private static final Path MODULES = Path.of("src", "test", "kafka");
  private static final String PREFIX = "kafka-";

  /** That of the property {@code stock.kafka}, such as 4.3; without it the newest there is. */
  static StockKafka chosen() {
    Optional<String> wanted = Optional.ofNullable(System.getProperty("stock.kafka"));
    Path modules = wanted.map(MODULES::resolve).orElse(MODULES);
    try (Stream<Path> directories =
        Files.find(modules, 3, (path, file) -> file.isDirectory() && isJars(path))) {
      Path jars =
          directories
              .max(Comparator.comparing(path -> path.getFileName().toString()))
              .orElseThrow(() -> new IllegalStateException("No jars of Kafka in " + modules));
      return new StockKafka(jars.getFileName().toString().substring(PREFIX.length()), jars);
    } catch (IOException e) {
      throw new UncheckedIOException("The jars of Kafka could not be looked for", e);
    }
  }

  private static boolean isJars(Path path) {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  /** Whether it has the features of a release, such as 4.1. */
  boolean isAtLeast(int major, int minor) {
    String[] parts = version.split("\\.", -1);
    int ownMajor = Integer.parseInt(parts[0]);
    return ownMajor > major || (ownMajor == major && Integer.parseInt(parts[1]) >= minor);
  }

  /** A command that runs one of its programs, quick to start rather than quick in the long run. */
  List<String> command(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlog4j.configuration=" + resource("log4j.properties").toUri());
    command.add("-Dlog4j2.configurationFile=" + resource("log4j2.properties").toUri());
    command.addAll(List.of("-cp", jars.toAbsolutePath().resolve("*").toString(), mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path resource(String name) {
    return Path.of("src", "test", "resources", "kafka", name).toAbsolutePath();
  }
}
