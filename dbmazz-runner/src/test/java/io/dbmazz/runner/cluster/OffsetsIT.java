package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.record.Lsn;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /connectors/…/offsets} (KIP-875): shown, moved, removed, and refused when wrong. */
class OffsetsIT {

  @AutoClose private final Deployment deployment = Deployment.ofOrders();
  private final Site site = deployment.site();

  @BeforeEach
  void stopAfterSomeRows() throws Exception {
    deployment.start();
    site.source(Orders.insert(1, 100));
    site.awaitEqual(Orders.TABLE);
    stop();
  }

  private void stop() {
    for (String connector : List.of(deployment.source(), deployment.sink())) {
      deployment.rest().put(connector, "stop");
      deployment.rest().awaitState(connector, "STOPPED", 0);
    }
  }

  private void resume() {
    deployment.rest().put(deployment.source(), "resume");
    deployment.rest().put(deployment.sink(), "resume");
  }

  private ConnectRest.Answer patch(String connector, Object partition, Object offset)
      throws Exception {
    return deployment
        .rest()
        .send(
            "PATCH",
            "/connectors/" + connector + "/offsets",
            Map.of("offsets", List.of(Map.of("partition", partition, "offset", offset))));
  }

  private ConnectRest.Answer delete(String connector) throws Exception {
    return deployment.rest().send("DELETE", "/connectors/" + connector + "/offsets");
  }

  private Map<String, String> stream() {
    return Map.of("server", site.name());
  }

  /** The stream's stored offset. */
  private JsonNode offset() throws Exception {
    for (JsonNode entry : deployment.rest().offsets(deployment.source())) {
      if (entry.get("partition").size() == 1) {
        return entry.get("offset");
      }
    }
    throw new AssertionError("No offset of the stream");
  }

  @Test
  void sourceShowsTheLsnThatTheSlotWasToldAndTheSinkItsTopics() throws Exception {
    assertThat(new Lsn(offset().get("end_lsn").asLong())).isGreaterThanOrEqualTo(site.confirmed());
    assertThat(new Lsn(offset().get("end_lsn").asLong())).isLessThanOrEqualTo(site.currentLsn());
    assertThat(deployment.rest().offsets(deployment.sink()).findValuesAsText("kafka_topic"))
        .contains(deployment.topic(Orders.TABLE));
  }

  @Test
  void sourceGoesOnFromAnLsnThatWasWrittenByHand() throws Exception {
    site.source(Orders.insert(101, 150));

    assertThat(
            patch(deployment.source(), stream(), Map.of("end_lsn", site.confirmed().toString()))
                .status())
        .isEqualTo(200);
    assertThat(offset().get("end_lsn").asText()).isEqualTo(site.confirmed().toString());
    resume();
    site.source(Orders.update(50, 120));
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void rewoundSinkLoadsAgainWithTheSameResult() throws Exception {
    for (JsonNode entry : deployment.rest().offsets(deployment.sink())) {
      assertThat(
              patch(deployment.sink(), entry.get("partition"), Map.of("kafka_offset", 0)).status())
          .isEqualTo(200);
    }
    site.source(Orders.update(1, 100), Orders.delete(40, 45));
    resume();

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void removedOffsetsStartAnew() throws Exception {
    assertThat(delete(deployment.source()).status()).isEqualTo(200);
    assertThat(delete(deployment.sink()).status()).isEqualTo(200);
    assertThat(deployment.rest().offsets(deployment.source())).isEmpty();
    site.source(Orders.insert(101, 150), Orders.update(90, 110), Orders.delete(5, 10));
    resume();

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void offsetsThatNoTaskCouldGoOnFromAreRefusedAndTheStoredOnesStay() throws Exception {
    JsonNode before = offset();
    List<ConnectRest.Answer> refused =
        List.of(
            patch(deployment.source(), stream(), Map.of("end_lsn", "not an LSN")),
            patch(deployment.source(), stream(), Map.of("file_position", 12)),
            patch(deployment.source(), Map.of("server", "another"), Map.of("end_lsn", "0/1")),
            patch(deployment.sink(), Map.of("topic", "t"), Map.of("kafka_offset", 0)));

    assertThat(refused)
        .allSatisfy(answer -> assertThat(answer.status()).isBetween(400, 599))
        .allSatisfy(answer -> assertThat(answer.body().path("message").asText()).isNotBlank());
    assertThat(offset()).isEqualTo(before);
    resume();
    site.source(Orders.insert(101, 110));
    site.awaitEqual(Orders.TABLE);
  }
}
