package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void whatIsWrittenIsReadBack() {
    List<String> texts = List.of("", "a\"b\\c", "tab\t, line\n, \u0001", "\u20ac \ud83d\ude00");

    assertThat(Json.texts(Json.read(Json.write(texts)))).isEqualTo(texts);
  }

  @Test
  void readsEveryKindOfValue() {
    assertThat(Json.read(" {\"a\": [1.5e-3, true, null, {}, []], \"b\": \"\\u0041\\/\"} "))
        .isEqualTo(
            Map.of(
                "a",
                List.of(
                    new Json.Literal("1.5e-3"),
                    new Json.Literal("true"),
                    new Json.Literal("null"),
                    Map.of(),
                    List.of()),
                "b",
                "A/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{a: 1}",
        "[01]",
        "[+1]",
        "nul",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "\"\n\"",
        "[] []",
        "[1 2]"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .withMessageStartingWith("Malformed JSON at character ");
  }

  @Test
  void depthIsBounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read("[".repeat(100_000)));
  }
}
