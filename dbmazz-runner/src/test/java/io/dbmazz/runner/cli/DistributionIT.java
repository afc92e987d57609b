package io.dbmazz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code package} leaves, as a user gets it. */
class DistributionIT {

  private static final Path HOME = Path.of("target", "dbmazz").toAbsolutePath();

  @TempDir private Path directory;

  private record Ended(int code, String output) {}

  private static Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @Test
  void scriptRunsFromAnywhereAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("dbmazz"), HOME.resolve("bin/dbmazz"));

    Ended ended = run(Map.of(), link.toString(), "--version");

    assertThat(ended.output()).startsWith("dbmazz ");
    assertThat(ended.code()).isZero();
  }

  @Test
  void optionsReachTheJvm() throws Exception {
    Ended ended =
        run(
            Map.of("DBMAZZ_OPTS", "-Xmx64m -Dno.such=1 -XX:+PrintFlagsFinal"),
            HOME.resolve("bin/dbmazz").toString(),
            "--version");

    assertThat(ended.output()).containsPattern("MaxHeapSize +:?= 67108864");
  }

  @Test
  void missingJavaIsToldWithTheWayOut() throws Exception {
    Ended ended =
        run(
            Map.of("JAVA_HOME", directory.toString()),
            HOME.resolve("bin/dbmazz").toString(),
            "--version");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("JAVA_HOME");
  }

  @Test
  void exitCodesPassThroughTheScript() throws Exception {
    Ended ended = run(Map.of(), HOME.resolve("bin/dbmazz").toString(), "run", "missing.file");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("missing.file");
  }

  @Test
  void samplesAndLicenceAreThere() {
    assertThat(HOME.resolve("config").resolve("dbmazz.properties")).isRegularFile();
    assertThat(HOME.resolve("LICENSE")).isRegularFile();
    assertThat(HOME.resolveSibling("dbmazz.tar.gz")).isRegularFile();
  }

  @Test
  void archiveHoldsOneDirectoryWithAnExecutableScript() throws Exception {
    Path archive = HOME.resolveSibling("dbmazz.tar.gz");

    run(Map.of(), "tar", "-xzf", archive.toString(), "-C", directory.toString());

    assertThat(Files.isExecutable(directory.resolve("dbmazz/bin/dbmazz"))).isTrue();
    assertThat(List.of(directory.toFile().list())).containsExactly("dbmazz");
  }
}
