package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.change.ChangeOptions;
import io.dbmazz.starrocks.change.DeleteMode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of StarRocks' own Kafka connector, as its manual and its source have them. */
class OwnConnectorConfigurationTest {

  /** "Load data using Kafka connector", standalone mode. */
  static final String FIRST_SAMPLE =
      """
      name=starrocks-kafka-connector
      connector.class=com.starrocks.connector.kafka.StarRocksSinkConnector
      topics=test
      key.converter=org.apache.kafka.connect.json.JsonConverter
      value.converter=org.apache.kafka.connect.json.JsonConverter
      key.converter.schemas.enable=true
      value.converter.schemas.enable=false
      starrocks.http.url=192.168.xxx.xxx:8030
      starrocks.topic2table.map=test:test_tbl
      starrocks.username=user1
      starrocks.password=123456
      starrocks.database.name=example_db
      sink.properties.strip_outer_array=true
      """;

  /** "Load Debezium-formatted CDC data". */
  private static final String DEBEZIUM_SAMPLE =
      """
      name=starrocks-kafka-connector
      connector.class=com.starrocks.connector.kafka.StarRocksSinkConnector
      tasks.max=1
      topics=test.public.customers
      starrocks.http.url=172.26.195.69:28030
      starrocks.database.name=test
      starrocks.username=root
      starrocks.password=StarRocks@123
      sink.properties.strip_outer_array=true
      connect.timeoutms=3000
      starrocks.topic2table.map=test.public.customers:customers
      transforms=addfield,unwrap
      transforms.addfield.type=com.starrocks.connector.kafka.transforms.AddOpFieldForDebeziumRecord
      transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState
      transforms.unwrap.drop.tombstones=true
      transforms.unwrap.delete.handling.mode=rewrite
      """;

  static Map<String, String> properties(String text) {
    Properties read = new Properties();
    try {
      read.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> properties = new HashMap<>();
    read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
    properties.put("connector.class", StarRocksSinkConnector.class.getName());
    return properties;
  }

  private static StarRocksSinkConfig sample(String key, String value) {
    Map<String, String> properties = properties(FIRST_SAMPLE);
    properties.put(key, value);
    return new StarRocksSinkConfig(properties);
  }

  @Test
  void firstSampleOfTheManualMeansTheSame() {
    StarRocksSinkConfig config = new StarRocksSinkConfig(properties(FIRST_SAMPLE));
    ChangeOptions options = config.changeOptions();

    assertThat(config.loaderOptions().httpUrls())
        .containsExactly(URI.create("http://192.168.xxx.xxx:8030"));
    assertThat(config.username()).isEqualTo("user1");
    assertThat(config.password().value()).isEqualTo("123456");
    assertThat(options.database()).isEqualTo("example_db");
    assertThat(options.tableOf("test").table()).isEqualTo("test_tbl");
  }

  @Test
  void debeziumSampleOfTheManualMeansTheSame() {
    StarRocksSinkConfig config = new StarRocksSinkConfig(properties(DEBEZIUM_SAMPLE));

    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.changeOptions().tableOf("test.public.customers").table())
        .isEqualTo("customers");
  }

  @Test
  void samplesPassValidation() {
    for (String text : new String[] {FIRST_SAMPLE, DEBEZIUM_SAMPLE}) {
      Config config = new StarRocksSinkConnector(live -> Map.of()).validate(properties(text));

      assertThat(config.configValues()).allMatch(value -> value.errorMessages().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "starrocks.http.url, '192.168.0.1:8030,192.168.0.2:8030'",
    "bufferflush.maxbytes, 94371840",
    "bufferflush.maxbytes, 67108864",
    "bufferflush.maxbytes, 10737418240",
    "bufferflush.intervalms, 1000",
    "bufferflush.intervalms, 3600000",
    "connect.timeoutms, 100",
    "connect.timeoutms, 60000",
    "sink.maxretries, 3",
    "sink.maxretries, -1",
    "starrocks.topic2table.map, 'a : b , c:d'",
    "starrocks.envelope, none",
    "starrocks.envelope, debezium",
    "starrocks.delete.enabled, true",
    "tasks.max, 8",
    "topics.regex, shop.*",
    "key.converter.schema.registry.url, http://registry",
    "sink.properties.format, json",
    "sink.properties.format, JSON",
    "sink.properties.row_delimiter, '\\x02'",
    "sink.properties.partial_update, TRUE",
    "sink.properties.partial_update, false",
    "sink.properties.partial_update_mode, row",
    "sink.properties.partial_update_mode, column",
    "sink.properties.ignore_json_size, true",
    "sink.properties.timeout, 600",
    "sink.properties.load_mem_limit, 2147483648",
    "sink.properties.timezone, Asia/Shanghai",
    "sink.properties.warehouse, w1",
    "sink.properties.log_rejected_record_num, 10",
    "sink.properties.load_dop, 4"
  })
  void everyKeyOfItsManualIsTaken(String key, String value) {
    assertThat(sample(key, value).originals()).containsEntry(key, value);
  }

  @ParameterizedTest
  @CsvSource({
    "sink.properties.format, csv, Routine Load",
    "sink.properties.columns, 'id,city', ReplaceField",
    "sink.properties.jsonpaths, '[\"$.id\"]', ReplaceField",
    "sink.properties.where, id > 1, Filter",
    "sink.properties.max_filter_ratio, 1, loses rows",
    "sink.properties.strict_mode, false, loses rows",
    "sink.properties.enable_merge_commit, true, loses rows",
    "sink.properties.merge_condition, ts, dbmazz_cdc_version",
    "sink.properties.envelope, debezium, envelopes are read",
    "sink.properties.partial_update, maybe, true or false",
    "sink.properties.partial_update_mode, rows, 'row, column or auto'",
    "starrocks.topic2table.map, test, topic:table",
    "sink.maxretries, -2, sink.maxretries"
  })
  void whatCannotBeDoneIsRefusedWithWhatToDo(String key, String value, String word) {
    assertThatThrownBy(() -> sample(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(word);
  }

  @Test
  void retriesWithoutEndAreManyBeforeTheWorkerIsTold() {
    assertThat(sample("sink.maxretries", "-1").loaderOptions().maxRetries()).isEqualTo(1000);
  }

  @Test
  void deletesAreEnabledAsHardDeletesAndDisabledAsIgnored() {
    assertThat(sample("starrocks.delete.enabled", "true").changeOptions().deletes())
        .isEqualTo(DeleteMode.HARD);
    assertThat(sample("starrocks.delete.enabled", "false").changeOptions().deletes())
        .isEqualTo(DeleteMode.IGNORE);
  }

  @Test
  void twoKeysThatSayDifferentThingsOfDeletesAreRefused() {
    Map<String, String> properties = properties(FIRST_SAMPLE);
    properties.putAll(Map.of("starrocks.delete.enabled", "true", "delete.mode", "soft"));

    assertThatThrownBy(() -> new StarRocksSinkConfig(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("delete.mode")
        .hasMessageContaining("starrocks.delete.enabled");
  }
}
