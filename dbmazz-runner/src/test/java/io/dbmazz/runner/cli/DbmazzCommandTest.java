package io.dbmazz.runner.cli;

import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.control.GrpcSettings;
import io.dbmazz.runner.fake.ServedPipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exit codes: 0 as asked, 1 failed, 2 wrong usage or configuration. */
class DbmazzCommandTest {

  private static final GrpcSettings OPEN =
      new GrpcSettings("127.0.0.1", 0, Optional.empty(), Optional.empty());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int execute(String... arguments) {
    CommandLine command = DbmazzCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private int call(ServedPipeline served, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--address", "127.0.0.1:" + served.port()));
    return execute(all.toArray(String[]::new));
  }

  @Test
  void versionAndHelpSucceed() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).matches("dbmazz [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
    assertThat(execute("--help")).isZero();
    assertThat(execute("run", "--help")).isZero();
    assertThat(execute("status", "--help")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bogus",
        "run a b",
        "status --address nowhere",
        "reload --flush-size many",
        "emulator --fe-port many"
      })
  void wrongUsageIsTwo(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
  }

  @Test
  void wrongConfigurationIsTwoWithALineForEachProblem() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "grpc.prot=1\nsource.slot.name=a b\n");

    assertThat(execute("run", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .anyMatch(line -> line.startsWith("grpc.prot"))
        .anyMatch(line -> line.startsWith("source.slot.name"));
    assertThat(execute("validate", file.toString())).isEqualTo(2);
    assertThat(execute("run", directory.resolve("missing").toString())).isEqualTo(2);
  }

  @Test
  void unreachableProcessIsOne() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(execute("status", "--address", "127.0.0.1:" + closed)).isEqualTo(1);
    assertThat(err.toString()).contains("no dbmazz process").doesNotContain("\tat ");
  }

  @Test
  void healthIsZeroOnlyWhileServing() throws IOException {
    try (ServedPipeline served = new ServedPipeline(OPEN)) {
      served.fake().source().failStart(new ConfigException("Table 'orders' not found"));
      served.fake().start();
      served.fake().until(() -> !served.fake().pipeline().health().error().isEmpty());

      assertThat(call(served, "health")).isEqualTo(1);
      assertThat(out.toString()).contains("Setup failed", "Table 'orders' not found");
      assertThat(call(served, "status")).isZero();
      assertThat(out.toString()).contains("health     Setup failed: Table 'orders' not found");
    }
    try (ServedPipeline served = new ServedPipeline(OPEN)) {
      served.fake().startAndAwait();

      assertThat(call(served, "health")).isZero();
    }
  }

  @Test
  void callsReachTheProcess() throws Exception {
    try (ServedPipeline served = new ServedPipeline(OPEN)) {
      served.fake().startAndAwait().source().give(record("a", 0x10));
      served.fake().sink().makeEverythingDurable();
      served.fake().until(() -> served.fake().store().saved().contains(0x10L));

      assertThat(call(served, "status")).isZero();
      assertThat(out.toString())
          .contains("RUNNING", "health     Replicating", "0/10", "slot_a", "public.orders");
      assertThat(call(served, "metrics", "--interval-ms", "5", "--count", "2")).isZero();
      assertThat(out.toString().lines().filter(line -> line.contains("events=1 "))).hasSize(2);
      assertThat(call(served, "pause")).isZero();
      assertThat(call(served, "reload", "--tables", "x")).isEqualTo(1);
      assertThat(call(served, "resume")).isZero();
      assertThat(call(served, "reload", "--flush-size", "5")).isZero();
      assertThat(call(served, "metrics", "--interval-ms", "0")).isEqualTo(1);
      assertThat(call(served, "drain")).isZero();
      served.fake().awaitEnd();
    }
  }

  @Test
  void stopKeepsTheSlotUnlessToldToDropIt() throws IOException {
    try (ServedPipeline served = new ServedPipeline(OPEN)) {
      served.fake().startAndAwait();
      assertThat(call(served, "stop")).isZero();
      assertThat(served.fake().slotDrops()).isZero();
    }
    try (ServedPipeline served = new ServedPipeline(OPEN)) {
      served.fake().startAndAwait();
      assertThat(call(served, "stop", "--drop-slot")).isZero();
      assertThat(served.fake().slotDrops()).isEqualTo(1);
    }
  }

  @Test
  void tokenIsSent() throws IOException {
    GrpcSettings closed =
        new GrpcSettings("127.0.0.1", 0, Optional.empty(), Optional.of(new Password("s3cret")));
    try (ServedPipeline served = new ServedPipeline(closed)) {
      served.fake().startAndAwait();

      assertThat(call(served, "status")).isEqualTo(1);
      assertThat(err.toString()).contains("UNAUTHENTICATED");
      assertThat(call(served, "status", "--token", "s3cret")).isZero();
    }
  }
}
