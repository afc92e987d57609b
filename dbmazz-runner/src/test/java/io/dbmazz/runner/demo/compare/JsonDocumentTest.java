package io.dbmazz.runner.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,"b":[1,2]}  | { "b" : [1, 2], "a" : 1 }
          {"a":1.0}          | {"a":1}
          {"a":1e3}          | {"a":1000.00}
          [{"x":1.50}]       | [{"x":1.5}]
          {"a":"\\u00e9"}    | {"a":"é"}
          """)
  void spellingDoesNotMatter(String one, String other) {
    assertThat(JsonDocument.parse(one))
        .isEqualTo(JsonDocument.parse(other))
        .hasSameHashCodeAs(JsonDocument.parse(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}            | {"a":"1"}
          {"a":null}         | {}
          [1,2]              | [2,1]
          {"a":1}            | {"a":1.0000000000000000001}
          {"a":{"b":[0]}}    | {"a":{"b":[false]}}
          "x"                | "X"
          """)
  void valuesMatter(String one, String other) {
    assertThat(JsonDocument.parse(one)).isNotEqualTo(JsonDocument.parse(other));
  }

  @Test
  void brokenDocumentIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> JsonDocument.parse("{\"secret\":"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Not a JSON document")
        .hasMessageNotContaining("secret");
  }
}
