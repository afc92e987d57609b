package io.dbmazz.runner.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbmazz.runner.quarantine.ReplayRules.Unversioned;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayRulesTest {

  private static final Map<String, String> DEFAULTS = Map.of();

  private static Entry entry(String position, String operation) {
    return new Entry(
        "id",
        Instant.EPOCH,
        "t",
        1,
        Optional.ofNullable(position),
        Optional.ofNullable(operation),
        "reason",
        JsonNodeFactory.instance.objectNode());
  }

  private static Optional<String> hindrance(Map<String, String> sink, Entry entry) {
    return new ReplayRules(sink, Unversioned.STAY).hindrance(entry);
  }

  @Test
  void changesWithAVersionMayBeLoaded() {
    assertThat(hindrance(DEFAULTS, entry("0/1/0", "u"))).isEmpty();
    assertThat(hindrance(DEFAULTS, entry("0/1", "r"))).isEmpty();
    assertThat(hindrance(DEFAULTS, entry("0/1/0", "d"))).isEmpty();
  }

  @Test
  void aTruncateStaysWhateverIsAsked() {
    assertThat(new ReplayRules(DEFAULTS, Unversioned.LOAD).hindrance(entry("0/1/0", "t")))
        .hasValueSatisfying(why -> assertThat(why).contains("newer rows"));
  }

  @Test
  void aHardDeleteStaysWhateverIsAsked() {
    Map<String, String> hard = Map.of("delete.mode", "hard");

    assertThat(new ReplayRules(hard, Unversioned.LOAD).hindrance(entry("0/1/0", "d"))).isPresent();
    assertThat(hindrance(hard, entry("0/1/0", "u"))).isEmpty();
  }

  @Test
  void whatHasNoVersionStaysUnlessItIsAskedFor() {
    Map<String, String> unaudited = Map.of("audit.columns", "false", "delete.mode", "ignore");

    assertThat(hindrance(DEFAULTS, entry(null, null)))
        .hasValueSatisfying(why -> assertThat(why).contains("--without-version"));
    assertThat(hindrance(unaudited, entry("0/1/0", "u")))
        .hasValueSatisfying(why -> assertThat(why).contains("audit.columns=false"));
    assertThat(new ReplayRules(unaudited, Unversioned.LOAD).hindrance(entry(null, null))).isEmpty();
  }
}
