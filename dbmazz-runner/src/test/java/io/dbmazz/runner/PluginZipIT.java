package io.dbmazz.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives that operators unpack into a worker's plugin path. */
class PluginZipIT {

  private static final int MOST_BYTES = 10_000_000;

  /** What a worker has itself, and what belongs to the runner. */
  private static final List<String> NOT_OURS =
      List.of(
          "org/apache/kafka/",
          "org/slf4j/",
          "ch/qos/logback/",
          "org/apache/log4j/",
          "org/apache/logging/",
          "io/grpc/",
          "io/netty/");

  private static final Map<String, String> SERVICES =
      Map.of(
          "pg-source-connector",
              "META-INF/services/org.apache.kafka.connect.source.SourceConnector",
          "starrocks-sink-connector",
              "META-INF/services/org.apache.kafka.connect.sink.SinkConnector");

  private static Path zip(String module, String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", module).resolve(directory))) {
      List<Path> zips = files.filter(file -> file.toString().endsWith("-plugin.zip")).toList();
      assertThat(zips).hasSize(1);
      return zips.get(0);
    }
  }

  /** Names of files, without the directory that holds them all. */
  private static List<String> files(ZipFile zip) {
    return zip.stream()
        .filter(entry -> !entry.isDirectory())
        .map(entry -> entry.getName().substring(entry.getName().indexOf('/') + 1))
        .toList();
  }

  /** Names of the files in all jars. */
  private static List<String> contents(ZipFile zip) throws IOException {
    List<String> contents = new ArrayList<>();
    for (ZipEntry jar : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
      try (InputStream bytes = zip.getInputStream(jar);
          ZipInputStream entries = new ZipInputStream(bytes)) {
        for (ZipEntry entry = entries.getNextEntry();
            entry != null;
            entry = entries.getNextEntry()) {
          contents.add(entry.getName());
        }
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg-source-connector", "starrocks-sink-connector"})
  void layoutIsThatOfConfluentHub(String module) throws Exception {
    try (ZipFile zip = new ZipFile(zip(module, "target").toFile())) {
      assertThat(files(zip))
          .contains("manifest.json", "doc/LICENSE", "doc/README.md")
          .anyMatch(name -> name.startsWith("etc/"))
          .allMatch(name -> name.matches("manifest\\.json|lib/[^/]+\\.jar|doc/.+|etc/.+"));
      ZipEntry manifest =
          zip.stream()
              .filter(e -> e.getName().endsWith("/manifest.json"))
              .findFirst()
              .orElseThrow();
      JsonNode json = new ObjectMapper().readTree(zip.getInputStream(manifest));
      assertThat(zip(module, "target").getFileName().toString())
          .contains(json.get("version").asText());
      assertThat(json.at("/owner/username").asText()).isEqualTo("dbmazz");
      assertThat(json.get("component_types")).hasSize(1);
      assertThat(json.at("/license/0/name").asText()).isEqualTo("Apache-2.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg-source-connector", "starrocks-sink-connector"})
  void jarsHoldAManifestForTheServiceLoaderAndNothingOfTheWorkers(String module)
      throws IOException {
    try (ZipFile zip = new ZipFile(zip(module, "target").toFile())) {
      assertThat(contents(zip))
          .contains(SERVICES.get(module))
          .noneMatch(name -> NOT_OURS.stream().anyMatch(name::startsWith));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg-source-connector", "starrocks-sink-connector"})
  void archiveIsSmallAndItsChecksumStandsBesideIt(String module) throws Exception {
    Path zip = zip(module, "target");
    byte[] bytes = Files.readAllBytes(zip);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));

    assertThat(bytes.length).isLessThan(MOST_BYTES);
    assertThat(Files.readString(zip.resolveSibling(zip.getFileName() + ".sha512"), UTF_8).strip())
        .isEqualTo(sum + " *" + zip.getFileName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg-source-connector", "starrocks-sink-connector"})
  void secondBuildGivesTheSameBytes(String module) throws IOException {
    assertThat(Files.mismatch(zip(module, "target"), zip(module, "target/again")))
        .as("position of the first difference")
        .isEqualTo(-1);
  }
}
