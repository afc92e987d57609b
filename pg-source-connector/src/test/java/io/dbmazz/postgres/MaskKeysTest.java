package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskKeysTest {

  @Test
  void hashesWinOverAsterisksAndTheseOverTruncation() {
    Map<String, String> properties =
        Map.of(
            "column.truncate.to.2.chars", "public\\.t\\..*",
            "column.mask.with.5.chars", "public\\.t\\.[ab]",
            "column.mask.hash.v2.SHA-256.with.salt.p.q", "public.t.a");

    assertThat(MaskKeys.problems(properties)).isEmpty();
    assertThat(MaskKeys.rules(properties))
        .extracting(rule -> rule.matches("public.t.a"), rule -> rule.matches("public.t.c"))
        .extracting(tuple -> tuple.toList().toString())
        .containsExactly("[true, false]", "[true, false]", "[true, true]");
  }

  @ParameterizedTest
  @CsvSource({
    "column.mask.with.many.chars, public.t.a",
    "column.mask.hash.SHA-256.salt.pepper, public.t.a",
    "column.truncate.to.chars, public.t.a",
    "column.mask.with.5.chars, public.t.(",
    "column.mask.with.5.chars, t.a"
  })
  void malformedKeyOrColumnIsReported(String key, String columns) {
    assertThat(MaskKeys.problems(Map.of(key, columns))).containsOnlyKeys(key);
  }

  @Test
  void saltIsNeverReported() {
    Map<String, String> properties =
        Map.of("column.mask.hash.SHA-7.with.salt.pepper", "public.t.a");

    assertThat(MaskKeys.problems(properties).toString())
        .contains("column.mask.hash.SHA-7.with.salt.")
        .contains("no hash algorithm 'SHA-7'")
        .doesNotContain("pepper");
    assertThat(
            MaskKeys.rules(Map.of("column.mask.hash.SHA-256.with.salt.pepper", "public.t.a"))
                .toString())
        .doesNotContain("pepper");
  }
}
