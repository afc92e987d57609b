package io.dbmazz.runner.e2e;

import static io.dbmazz.runner.e2e.ExistingClient.get;
import static io.dbmazz.runner.e2e.ExistingClient.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.DynamicMessage;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that has only the published numbers of the control surface drives every call. */
class IndependentClientIT {

  @AutoClose private final Site site = Orders.site();
  private ExistingClient client;

  @BeforeEach
  void replicate() {
    client = new ExistingClient(site.run().channel());
  }

  @Test
  void checkTellsStatusStageAndDetail() {
    DynamicMessage health =
        client.call(
            "HealthService/Check",
            message("HealthCheckRequest", Map.of("service", "")),
            "HealthCheckResponse");

    assertThat(get(health, "status")).hasToString("SERVING");
    assertThat(get(health, "stage")).hasToString("STAGE_CDC");
    assertThat(get(health, "stage_detail")).isEqualTo("Replicating");
    assertThat(get(health, "error_detail")).isEqualTo("");
    assertNothingUnknown(health);
  }

  @Test
  void statusTellsPositionsSlotAndTables() throws Exception {
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);

    DynamicMessage status = status();

    assertThat(state(status)).isEqualTo("RUNNING");
    assertThat(get(status, "slot_name")).isEqualTo(site.slot());
    assertThat((List<?>) get(status, "tables")).singleElement().asString().endsWith(Orders.TABLE);
    assertThat((long) get(status, "current_lsn")).isPositive();
    await()
        .atMost(Site.PATIENCE)
        .until(() -> (long) get(status(), "confirmed_lsn") == site.confirmed().value());
    await().atMost(Site.PATIENCE).until(() -> (long) get(status(), "pending_events") == 0);
    assertNothingUnknown(status);
  }

  @Test
  void pauseAndResumeChangeTheState() throws Exception {
    assertSuccess(control("Pause", message("PauseRequest", Map.of())));
    assertThat(state(status())).isEqualTo("PAUSED");

    site.source(Orders.insert(1, 5));
    assertSuccess(control("Resume", message("ResumeRequest", Map.of())));

    assertThat(state(status())).isEqualTo("RUNNING");
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void reloadTakesSettingsAndRefusesNothing() {
    assertSuccess(
        control(
            "ReloadConfig",
            message("ReloadConfigRequest", Map.of("flush_size", 5L, "flush_interval_ms", 300L))));

    DynamicMessage refused = control("ReloadConfig", message("ReloadConfigRequest", Map.of()));
    assertThat(get(refused, "success")).isEqualTo(false);
    assertThat((String) get(refused, "message")).isNotBlank();
  }

  @Test
  void metricsStreamAtTheAskedInterval() {
    Iterator<DynamicMessage> stream =
        client.stream(
            "CdcMetricsService/StreamMetrics",
            message("MetricsRequest", Map.of("interval_ms", 100)),
            "MetricsResponse");

    for (int i = 0; i < 3; i++) {
      DynamicMessage metrics = stream.next();
      assertThat((long) get(metrics, "timestamp")).isPositive();
      assertThat((long) get(metrics, "memory_bytes")).isPositive();
      assertNothingUnknown(metrics);
    }
  }

  @Test
  void metricsWithoutAnIntervalAreAnInvalidArgument() {
    Iterator<DynamicMessage> stream =
        client.stream(
            "CdcMetricsService/StreamMetrics",
            message("MetricsRequest", Map.of()),
            "MetricsResponse");

    assertThatThrownBy(stream::hasNext)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  @Test
  void drainAndStopEndsThePipelineWithEverythingLoaded() throws Exception {
    site.source(Orders.insert(1, 50));

    assertSuccess(control("DrainAndStop", message("DrainRequest", Map.of())));

    await().atMost(Site.PATIENCE).until(() -> state(status()).equals("STOPPED"));
    site.assertEqual(Orders.TABLE);
    assertThat(site.slotExists()).isTrue();
  }

  @Test
  void stopKeepsTheSlotOnlyWhenAsked() throws Exception {
    assertSuccess(control("Stop", message("StopRequest", Map.of("skip_slot_cleanup", true))));
    assertThat(site.slotExists()).isTrue();

    site.stop();
    replicate();
    assertSuccess(control("Stop", message("StopRequest", Map.of())));
    await().atMost(Site.PATIENCE).until(() -> !site.slotExists());
  }

  private DynamicMessage control(String method, DynamicMessage request) {
    return client.call("CdcControlService/" + method, request, "ControlResponse");
  }

  private DynamicMessage status() {
    return client.call(
        "CdcStatusService/GetStatus", message("StatusRequest", Map.of()), "StatusResponse");
  }

  private static String state(DynamicMessage status) {
    return get(status, "state").toString();
  }

  private static void assertSuccess(DynamicMessage response) {
    assertThat(get(response, "success")).as((String) get(response, "message")).isEqualTo(true);
  }

  /** A field with another number or type would have ended up among the unknown ones. */
  private static void assertNothingUnknown(DynamicMessage message) {
    assertThat(message.getUnknownFields().asMap()).isEmpty();
  }
}
