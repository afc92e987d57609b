package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.buffer.FlushLimits;
import io.dbmazz.starrocks.change.DeleteMode;
import io.dbmazz.starrocks.change.TruncateMode;
import io.dbmazz.starrocks.load.LoaderOptions;
import io.dbmazz.starrocks.table.AuditColumn;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarRocksSinkConfigTest {

  @Test
  void defaults() {
    StarRocksSinkConfig config = config();

    assertThat(config.flushLimits())
        .isEqualTo(new FlushLimits(100_000, 64L << 20, Duration.ofSeconds(1)));
    assertThat(config.changeOptions().deletes()).isEqualTo(DeleteMode.SOFT);
    assertThat(config.changeOptions().truncates()).isEqualTo(TruncateMode.TRUNCATE);
    assertThat(config.changeOptions().topicTables()).isEmpty();
    assertThat(config.changeOptions().database()).isEqualTo("shop");
    assertThat(config.jdbcUrl()).isEqualTo("jdbc:mysql://fe1:9030");
    assertThat(config.loaderOptions().audit()).isEqualTo(AuditColumn.Mode.LOADED);
    assertThat(config.loaderOptions().maxRetries()).isEqualTo(3);
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.password().value()).isEmpty();
  }

  @Test
  void everyKeyIsRead() {
    StarRocksSinkConfig config =
        config(
            Map.of(
                "starrocks.jdbc.url", "jdbc:mysql://fe2:9031",
                "starrocks.password", "secret",
                "starrocks.topic2table.map", "a:b, c.d:e",
                "redirect.host.map", "127.0.0.1:8040=be:8041",
                "connect.timeoutms", "500",
                "bufferflush.maxbytes", "2097152",
                "bufferflush.maxrows", "7",
                "bufferflush.intervalms", "20",
                "sink.maxretries", "9",
                "sink.properties.timeout", "60"));
    LoaderOptions loader = config.loaderOptions();

    assertThat(config.flushLimits()).isEqualTo(new FlushLimits(7, 2 << 20, Duration.ofMillis(20)));
    assertThat(config.changeOptions().topicTables()).isEqualTo(Map.of("a", "b", "c.d", "e"));
    assertThat(config.jdbcUrl()).isEqualTo("jdbc:mysql://fe2:9031");
    assertThat(loader.redirectHosts()).isEqualTo(Map.of("127.0.0.1:8040", "be:8041"));
    assertThat(loader.connectTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(loader.maxRetries()).isEqualTo(9);
    assertThat(loader.headers()).isEqualTo(Map.of("timeout", "60"));
    assertThat(loader.password().value()).isEqualTo("secret");
  }

  @Test
  void modesAreRead() {
    StarRocksSinkConfig config =
        config(Map.of("delete.mode", "hard", "truncate.mode", "fail", "audit.columns", "false"));

    assertThat(config.changeOptions().deletes()).isEqualTo(DeleteMode.HARD);
    assertThat(config.changeOptions().truncates()).isEqualTo(TruncateMode.FAIL);
    assertThat(config.loaderOptions().audit()).isEqualTo(AuditColumn.Mode.OFF);
  }

  @Test
  void httpUrlsComeWithOrWithoutSchemeAndPort() {
    StarRocksSinkConfig config =
        config(Map.of("starrocks.http.url", "fe1:8031;http://fe2:8032/, https://fe3 "));

    assertThat(config.loaderOptions().httpUrls())
        .containsExactly(
            URI.create("http://fe1:8031"),
            URI.create("http://fe2:8032"),
            URI.create("https://fe3:8030"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "http://fe1:8030/api", "ftp://fe1", "http://u:secret@fe1"})
  void otherHttpUrlsAreRefusedWithoutShowingThem(String url) {
    assertThatThrownBy(() -> config(Map.of("starrocks.http.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("starrocks.http.url")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "delete.mode, gone",
    "schema.evolution, drop",
    "schema.evolution.timeoutms, 1",
    "auto.create.properties, =1",
    "auto.create.buckets, -1",
    "auto.create.template, CREATE TABLE",
    "truncate.mode, yes",
    "audit.columns, maybe",
    "bufferflush.maxrows, 0",
    "bufferflush.intervalms, 1s",
    "connect.timeoutms, 99",
    "sink.maxretries, -2",
    "starrocks.topic2table.map, a=b",
    "starrocks.topic2table.map, 'a:b,a:c'",
    "redirect.host.map, be",
    "starrocks.jdbc.url, http://fe1:9030",
    "starrocks.jdbc.url, jdbc:mysql://fe1:9030?password=x",
    "starrocks.database.name, ''",
    "sink.properties.format, csv",
    "sink.properties.strict_mode, false",
    "sink.properties.max_filter_ratio, 0.2",
    "sink.properties.label, mine",
    "sink.properties.columns, 'a,b'",
    "sink.properties.merge_condition, a",
    "sink.properties.partial_update, maybe",
    "starrocks.topic2table.regex, '('",
    "starrocks.topic2table.regex, 'a.*'"
  })
  void wrongValueIsAnErrorThatNamesItsKey(String key, String value) {
    assertThatThrownBy(() -> config(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void configurationOfStarRocksOwnConnectorIsTaken() {
    StarRocksSinkConfig config =
        config(
            Map.of(
                "name", "starrocks-kafka-connector",
                "topics", "test",
                "value.converter.schemas.enable", "false",
                "starrocks.http.url", "192.168.0.1:8030",
                "starrocks.topic2table.map", "test:test_tbl",
                "bufferflush.maxbytes", "94371840",
                "bufferflush.intervalms", "300000",
                "sink.properties.format", "json",
                "sink.properties.strip_outer_array", "true"));

    assertThat(config.changeOptions().topicTables()).containsEntry("test", "test_tbl");
  }

  @Test
  void softDeletesNeedTheAuditColumns() {
    assertThatThrownBy(() -> config(Map.of("audit.columns", "false")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("delete.mode")
        .hasMessageContaining("audit.columns=true");
  }

  @Test
  void passwordIsNotShown() {
    assertThat(config(Map.of("starrocks.password", "secret")).values().toString())
        .doesNotContain("secret");
  }

  private static StarRocksSinkConfig config() {
    return config(Map.of());
  }

  private static StarRocksSinkConfig config(Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "starrocks.http.url", "fe1:8030,fe2:8030",
                "starrocks.database.name", "shop",
                "starrocks.username", "root"));
    all.putAll(more);
    return new StarRocksSinkConfig(all);
  }
}
