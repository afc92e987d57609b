package io.dbmazz.runner.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A directory of plugins, each in a directory of its own, as an operator fills it. */
final class PluginPath {

  private static PluginPath shared;

  private final Path directory;

  private PluginPath(Path directory) {
    this.directory = directory;
  }

  /** Holds both of our plugins and nothing else. */
  static synchronized PluginPath shared() {
    if (shared == null) {
      shared = create();
    }
    return shared;
  }

  /** A new directory with both of our plugins, for a caller that adds others. */
  static PluginPath create() {
    try {
      PluginPath path = new PluginPath(Files.createTempDirectory("dbmazz-plugins"));
      path.unzip(zipOf("pg-source-connector"));
      path.unzip(zipOf("starrocks-sink-connector"));
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException("The plugins could not be unpacked", e);
    }
  }

  /** The archive that a module's build left. */
  static Path zipOf(String module) throws IOException {
    Path target = Path.of("..", module, "target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-plugin.zip"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("No plugin in " + target + ": run mvn package"));
    }
  }

  /** The version of both plugins, as the name of the source's archive has it. */
  static String version() throws IOException {
    String module = "pg-source-connector";
    String name = zipOf(module).getFileName().toString();
    return name.substring(module.length() + 1, name.length() - "-plugin.zip".length());
  }

  /**
   * Adds somebody else's plugin.
   *
   * @param name of its directory
   * @param jars all that it needs and a worker does not have
   */
  PluginPath add(String name, List<Path> jars) {
    try {
      Path plugin = Files.createDirectories(directory.resolve(name));
      for (Path jar : jars) {
        Files.copy(jar, plugin.resolve(jar.getFileName()));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Plugin " + name + " could not be added", e);
    }
  }

  /** {@code plugin.path} */
  Path directory() {
    return directory;
  }

  private void unzip(Path zip) throws IOException {
    try (InputStream bytes = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(bytes)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
  }
}
