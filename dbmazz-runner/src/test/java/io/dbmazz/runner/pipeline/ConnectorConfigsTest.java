package io.dbmazz.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which topics the sink is told of before a record comes. */
class ConnectorConfigsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "public\\.orders,shop\\.items; s.public.orders,s.shop.items",
        "public.orders; s.public.orders",
        "public\\.order.*,public\\.items; s.public.items",
        "public\\.order items,public\\.a\\$b; ''"
      })
  void thoseOfTablesThatAreNamedOutright(String tables, String topics) {
    Map<String, String> source = Map.of("topic.prefix", "s", "table.include.list", tables);

    assertThat(new ConnectorConfigs(source, Map.of("topics.regex", ".*")).sinkWithTopics(Map.of()))
        .isEqualTo(Map.of("topics", topics));
  }

  @Test
  void noneWhereATransformationMayRenameThem() {
    Map<String, String> source = Map.of("topic.prefix", "s", "table.include.list", "public.orders");

    assertThat(new ConnectorConfigs(source, Map.of()).sinkWithTopics(Map.of("transforms", "route")))
        .containsEntry("topics", "");
  }
}
