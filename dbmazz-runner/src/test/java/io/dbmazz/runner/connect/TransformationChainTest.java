package io.dbmazz.runner.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.junit.jupiter.api.Test;

/** Mistakes in a chain are found when it is loaded, and named by their key. */
class TransformationChainTest {

  private static final String FILTER = Filter.class.getName();

  private static void assertRefused(Map<String, String> config, String key) {
    assertThatThrownBy(() -> TransformationChain.<SourceRecord>load(List.of(config)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void keyOfATransformationThatIsNotListedIsRefused() {
    assertRefused(Map.of("transforms.drop.type", FILTER), "transforms.drop.type");
    assertRefused(
        Map.of("transforms", "dorp", "transforms.drop.type", FILTER), "transforms.drop.type");
  }

  @Test
  void listedTransformationWithoutATypeIsRefused() {
    assertRefused(Map.of("transforms", "drop"), "transforms.drop.type");
  }

  @Test
  void classThatIsNoTransformationIsRefused() {
    assertRefused(
        Map.of("transforms", "t", "transforms.t.type", "java.lang.String"), "transforms.t.type");
  }

  @Test
  void predicateThatIsNotListedIsRefused() {
    assertRefused(
        Map.of("transforms", "t", "transforms.t.type", FILTER, "transforms.t.predicate", "p"),
        "transforms.t.predicate");
  }

  @Test
  void negationThatIsNeitherTrueNorFalseIsRefused() {
    assertRefused(
        Map.of("transforms", "t", "transforms.t.type", FILTER, "transforms.t.negate", "maybe"),
        "transforms.t.negate");
  }

  @Test
  void transformationsOwnMistakeIsNamed() {
    assertRefused(
        Map.of("transforms", "t", "transforms.t.type", RegexRouter.class.getName()), "regex");
  }
}
