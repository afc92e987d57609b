package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class ValidationIT {

  private static Map<String, List<String>> problems(Map<String, String> properties) {
    return new PostgresSourceConnector()
        .validate(properties).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  @Test
  void nothingIsWrongWithAWorkingConfigurationAndNothingIsCreated() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      assertThat(problems(source.properties())).isEmpty();

      assertThat(source.slotColumn("slot_name")).isNull();
      assertThat(source.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    }
  }

  @Test
  void problemWithTheServerIsNamedAtItsKey() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("table.include.list", "orders,missing")) {
      Map<String, List<String>> problems = problems(source.properties());

      assertThat(problems).containsOnlyKeys("table.include.list");
      assertThat(problems.get("table.include.list"))
          .singleElement()
          .asString()
          .startsWith("Table 'missing' not found in PostgreSQL.");
    }
  }

  @Test
  void problemWithTheAddressIsNamedAtTheUrlWhenThereIsOne() {
    Map<String, String> properties =
        Map.of(
            "database.url", "postgres://someone:secret@localhost:1/shop",
            "topic.prefix", "shop",
            "slot.name", "shop",
            "publication.name", "shop");

    Map<String, List<String>> problems = problems(properties);

    assertThat(problems).containsOnlyKeys("database.url");
    assertThat(problems.toString()).contains("localhost:1").doesNotContain("secret");
  }

  @Test
  void problemsOfKeysThatTheDefinitionDoesNotHaveAreNamedToo() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .with("converters", "isbn")
            .with("column.mask.hash.SHA-7.with.salt.pepper", "public.orders.note")) {
      assertThat(problems(source.properties()))
          .containsOnlyKeys("converters", "column.mask.hash.SHA-7.with.salt.…");
    }
  }

  @Test
  void emptyConfigurationHasOneProblemForEachMissingKey() {
    Map<String, List<String>> problems = problems(Map.of());

    assertThat(problems)
        .containsOnlyKeys(
            "database.hostname",
            "database.dbname",
            "database.user",
            "topic.prefix",
            "slot.name",
            "publication.name");
    assertThat(problems.values()).allMatch(messages -> messages.size() == 1);
  }
}
