package io.dbmazz.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  private static Tuple read(String row, int columns) {
    return CopyText.read(row.getBytes(StandardCharsets.UTF_8), columns);
  }

  private static String text(Tuple tuple, int column) {
    return new String(
        tuple.data(), tuple.offset(column), tuple.length(column), StandardCharsets.UTF_8);
  }

  @Test
  void columnsAreSeparatedByTabs() {
    Tuple tuple = read("1\tnaïve 日本\t\n", 3);
    assertThat(tuple.size()).isEqualTo(3);
    assertThat(text(tuple, 0)).isEqualTo("1");
    assertThat(text(tuple, 1)).isEqualTo("naïve 日本");
    assertThat(text(tuple, 2)).isEmpty();
  }

  @Test
  void escapesStandForTheirCharacters() {
    Tuple tuple = read("a\\tb\\nc\\\\d\\re\\bf\\fg\\vh\tnext\n", 2);
    assertThat(text(tuple, 0)).isEqualTo("a\tb\nc\\d\re\bf\fg\u000Bh");
    assertThat(text(tuple, 1)).isEqualTo("next");
  }

  @Test
  void nullIsNotTheTextThatLooksLikeIt() {
    Tuple tuple = read("\\N\t\\\\N\tN\n", 3);
    assertThat(tuple.kind(0)).isEqualTo(Tuple.Kind.NULL);
    assertThat(text(tuple, 1)).isEqualTo("\\N");
    assertThat(text(tuple, 2)).isEqualTo("N");
  }

  @Test
  void rowWithoutColumnsIsAnEmptyLine() {
    assertThat(read("\n", 0).size()).isZero();
  }

  @Test
  void otherNumberOfColumnsIsMalformed() {
    assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read("1\n", 2));
    assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read("1\t2\n", 1));
  }

  @Test
  void escapeThatTheServerDoesNotWriteIsMalformed() {
    assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read("\\x41", 1));
    assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read("a\\", 1));
    assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read("\\Nx", 1));
  }
}
