package io.dbmazz.runner.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Plugins of others, each with the jars that its own build chose, and a worker with all of them.
 */
final class ForeignPlugins {

  private static final Path MODULES = Path.of("src", "test", "plugins");
  private static final String AVRO = "apicurio-avro";

  private static TestingWorker worker;

  private ForeignPlugins() {}

  /** The worker that all test classes of this JVM share, with our plugins and these. */
  static synchronized TestingWorker worker() {
    if (worker == null) {
      PluginPath plugins = PluginPath.create();
      for (String name : List.of(AVRO, "debezium-jdbc", "debezium-postgres")) {
        plugins.add(name, jars(name));
      }
      addManifest(
          plugins.directory().resolve(AVRO),
          "org.apache.kafka.connect.storage.Converter",
          "io.apicurio.registry.utils.converter.AvroConverter");
      worker = TestingWorker.start("foreign", plugins, Map.of());
    }
    return worker;
  }

  private static List<Path> jars(String name) {
    Path plugin = MODULES.resolve(name).resolve("target").resolve("plugin");
    try (Stream<Path> jars = Files.list(plugin)) {
      return jars.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(plugin + " could not be read: run mvn verify", e);
    }
  }

  /** Does what {@code connect-plugin-path.sh sync-manifests} does for a plugin without manifest. */
  private static void addManifest(Path plugin, String type, String implementation) {
    Path shim = plugin.resolve("connect-plugin-path-shim-1.0.0.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(shim))) {
      jar.putNextEntry(new ZipEntry("META-INF/services/" + type));
      jar.write(implementation.getBytes(UTF_8));
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(shim + " could not be written", e);
    }
  }
}
