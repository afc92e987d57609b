package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoIT {

  private static final int NO_GRPC = 1;

  @Test
  void demoEndsByItselfWithEveryTableEqual() {
    try (RunnerProcess demo =
        RunnerProcess.start(List.of("demo", "--seconds", "4"), Map.of(), NO_GRPC)) {
      int exitCode = demo.awaitExit();

      assertThat(exitCode).as(demo.log()).isZero();
      assertThat(demo.log())
          .contains("2000 orders are there already")
          .containsPattern("orders +[1-9][0-9,]* +[1-9][0-9,]* +equal")
          .containsPattern("order_items +[1-9][0-9,]* +[1-9][0-9,]* +equal")
          .containsPattern("product_documents +[1-9][0-9,]* +[1-9][0-9,]* +equal")
          .contains("Every column of every row is equal.");
    }
  }

  @Test
  void terminatedDemoStillComparesBeforeItEnds() {
    try (RunnerProcess demo = RunnerProcess.start(List.of("demo"), Map.of(), NO_GRPC)) {
      demo.awaitLog("events/s");
      demo.terminate();
      int exitCode = demo.awaitExit();

      assertThat(exitCode).as(demo.log()).isZero();
      assertThat(demo.log()).contains("Every column of every row is equal.");
    }
  }

  @Test
  void wrongUsageIsToldApartFromFailure() {
    try (RunnerProcess demo =
        RunnerProcess.start(List.of("demo", "--seconds", "-1"), Map.of(), NO_GRPC)) {
      assertThat(demo.awaitExit()).isEqualTo(2);
      assertThat(demo.log()).contains("--seconds must be 0 or more");
    }
  }
}
