package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The zip that the package phase made of this module. */
class PluginArchiveIT {

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> found = files.filter(f -> f.toString().endsWith("-plugin.zip")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void holdsTheConnectorItsRecordAndTheDriverAndNothingOfTheWorkers() throws IOException {
    try (ZipFile zip = new ZipFile(archive().toFile())) {
      List<String> names =
          zip.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .map(name -> name.substring(name.indexOf('/') + 1))
              .toList();

      assertThat(names)
          .contains("manifest.json", "doc/LICENSE", "doc/README.md")
          .contains("etc/postgres-source.properties");
      assertThat(names.stream().filter(name -> name.startsWith("lib/")))
          .allMatch(name -> name.matches("lib/(pg-source-connector|dbmazz-record|postgresql)-.*"))
          .hasSize(3);
    }
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(archive())).isLessThan(10L * 1024 * 1024);
  }
}
