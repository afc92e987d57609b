package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalRowTest {

  private static Order order(String type, String data) {
    return new SignalRow("0/1.0", type, data).order();
  }

  private static List<String> names(List<Pattern> patterns) {
    return patterns.stream().map(Pattern::pattern).toList();
  }

  @Test
  void tablesToReadAreNamedAsInDebezium() {
    Order order =
        order(
            "execute-snapshot",
            "{\"data-collections\": [\"public.orders\", \"items\"], \"type\": \"INCREMENTAL\"}");

    assertThat(names(((Order.Execute) order).tables()))
        .containsExactly("public.orders", "public\\.items");
  }

  @Test
  void stopWithoutTablesMeansAll() {
    assertThat(((Order.Stop) order("stop-snapshot", "")).tables()).isEmpty();
    assertThat(((Order.Stop) order("stop-snapshot", "{}")).tables()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "pause-snapshot | {} | Type 'pause-snapshot' is unknown",
        "execute-snapshot | {} | name no table",
        "execute-snapshot | [] | not a JSON object",
        "execute-snapshot | { | Malformed JSON at character 1",
        "execute-snapshot | {\"data-collections\": \"orders\"} | array of strings",
        "execute-snapshot | {\"data-collections\": [\"(\"]} | Unclosed group",
        "execute-snapshot | {\"data-collections\": [\"a.b\"], \"type\": \"blocking\"} | incremental",
        "execute-snapshot | {\"data-collections\": [\"a.b\"], \"additional-conditions\": []} |"
            + " 'additional-conditions' in the data is not supported"
      })
  void whatCannotBeObeyedIsRefused(String type, String data, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(type, data))
        .withMessageContaining(reason);
  }
}
