package io.dbmazz.starrocks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  private static final String ALL_WIDTHS = "a\u00e9\u20ac\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(
      longs = {0, 7, -7, 10, 99, 100, 1234567890123456789L, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersAreWrittenInFull(long number) {
    JsonBytes out = new JsonBytes(1);

    out.number(number);

    assertThat(out.text()).isEqualTo(Long.toString(number));
  }

  @Test
  void everyCharacterBelowTheSurrogatesIsReadBackByAParser() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0xd800; c++) {
      all.append(c);
    }
    JsonBytes out = new JsonBytes(1);

    out.string(all.toString());

    assertThat(new ObjectMapper().readValue(out.copy(), String.class)).isEqualTo(all.toString());
  }

  @Test
  void textOfEveryWidthIsUtf8() {
    JsonBytes out = new JsonBytes(1);

    out.string(ALL_WIDTHS);

    assertThat(out.copy()).isEqualTo(('"' + ALL_WIDTHS + '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void lengthOfTextIsItsBytesInAColumnWithoutEscapes() {
    assertThat(new JsonBytes(1).string("\"\n" + ALL_WIDTHS)).isEqualTo(2 + 1 + 2 + 3 + 4);
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> new JsonBytes(1).string("a\ud83d"))
        .isInstanceOf(RefusedValueException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  @Test
  void cuttingForgetsTheEnd() {
    JsonBytes out = new JsonBytes(1);
    out.ascii("abc");
    int mark = out.size();
    out.ascii("def");

    out.cutTo(mark);

    assertThat(out.text()).isEqualTo("abc");
  }
}
