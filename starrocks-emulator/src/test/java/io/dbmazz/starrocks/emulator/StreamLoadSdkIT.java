package io.dbmazz.starrocks.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.starrocks.data.load.stream.StreamLoadDataFormat;
import com.starrocks.data.load.stream.properties.StreamLoadProperties;
import com.starrocks.data.load.stream.properties.StreamLoadTableProperties;
import com.starrocks.data.load.stream.v2.StreamLoadManagerV2;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** StarRocks' own published client, which knows nothing of the emulator. */
class StreamLoadSdkIT {
  private final RunningEmulator running = new RunningEmulator(EmulatorOptions.defaults());

  @BeforeEach
  void table() throws Exception {
    running.execute(
        "CREATE TABLE orders (id BIGINT NOT NULL, name VARCHAR(20) NOT NULL) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES (\"replication_num\"=\"1\")");
  }

  @AfterEach
  void close() {
    running.close();
  }

  private StreamLoadManagerV2 manager(String password, StreamLoadTableProperties.Builder table) {
    StreamLoadProperties properties =
        StreamLoadProperties.builder()
            .loadUrls(running.emulator().feUrl())
            .jdbcUrl(running.emulator().jdbcUrl("shop"))
            .username("root")
            .password(password)
            .version("3.5.4")
            .labelPrefix("sdk-")
            .expectDelayTime(60_000)
            .cacheMaxBytes(1L << 30)
            .defaultTableProperties(
                table.database("shop").table("orders").chunkLimit(1L << 20).build())
            .build();
    StreamLoadManagerV2 manager = new StreamLoadManagerV2(properties, true);
    manager.init();
    return manager;
  }

  private static StreamLoadTableProperties.Builder json() {
    return StreamLoadTableProperties.builder()
        .streamLoadDataFormat(StreamLoadDataFormat.JSON)
        .addProperty("format", "json")
        .addProperty("strip_outer_array", "true");
  }

  private void load(StreamLoadManagerV2 manager, String... rows) {
    try {
      manager.write(null, "shop", "orders", rows);
      manager.flush();
    } finally {
      manager.close();
    }
  }

  @Test
  void itLoadsJson() throws Exception {
    String[] rows =
        IntStream.range(0, 20_000)
            .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"é" + id + "\"}")
            .toArray(String[]::new);
    load(manager(RunningEmulator.PASSWORD, json()), rows);
    assertThat(running.query("SELECT count(*), max(name) FROM orders"))
        .containsExactly(List.of("20000", "é9999"));
    assertThat(running.emulator().requests())
        .extracting(SeenRequest::answer)
        .containsOnly("307", "Success");
    assertThat(running.emulator().requests())
        .allSatisfy(seen -> assertThat(seen.label().orElseThrow()).startsWith("sdk-"));
  }

  @Test
  void itLoadsCsv() throws Exception {
    load(
        manager(
            RunningEmulator.PASSWORD,
            StreamLoadTableProperties.builder()
                .streamLoadDataFormat(StreamLoadDataFormat.CSV)
                .columns("id,name,__op")
                .addProperty("column_separator", ",")),
        "1,a,0",
        "2,b,0",
        "1,a,1");
    assertThat(running.query("SELECT id, name FROM orders")).containsExactly(List.of("2", "b"));
  }

  @Test
  void itFindsTheErrorLogOfFilteredRows() {
    StreamLoadManagerV2 manager = manager(RunningEmulator.PASSWORD, json());
    assertThatThrownBy(() -> load(manager, "{\"id\":1}"))
        .hasMessageContaining("too many filtered rows")
        .hasMessageContaining("Error: NULL value in non-nullable column 'name'");
  }

  @Test
  void itUnderstandsThatAccessIsDenied() {
    StreamLoadManagerV2 manager = manager("wrong", json());
    assertThatThrownBy(() -> load(manager, "{\"id\":1,\"name\":\"a\"}"))
        .hasMessageContaining("access denied");
  }
}
