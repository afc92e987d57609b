package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LexerTest {

  private static String standard(String sql) {
    return Lexer.lex(sql).get(0).sql();
  }

  @Test
  void commentsOfAllThreeKindsAreLeftOut() {
    assertThat(standard("/* driver */SELECT 1 -- one\n, 2 # two\n, 3").replaceAll(" +", " "))
        .isEqualTo(" SELECT 1 , 2 , 3");
  }

  @Test
  void commentSignsInsideStringsAreText() {
    assertThat(standard("'-- /* # */'")).isEqualTo("'-- /* # */'");
  }

  @Test
  void doubleQuotesMakeStrings() {
    assertThat(standard("\"it's\"")).isEqualTo("'it''s'");
  }

  @Test
  void backslashEscapesAreResolved() {
    assertThat(standard("'a\\'b\\\\c\\nd'")).isEqualTo("'a''b\\c\nd'");
  }

  @Test
  void doubledQuotesAreOneQuote() {
    assertThat(Lexer.lex("'it''s'").get(0).tokens().get(0).text()).isEqualTo("it's");
  }

  @Test
  void wildcardsOfLikeKeepTheirBackslash() {
    assertThat(standard("'a\\_b\\%'")).isEqualTo("'a\\_b\\%'");
  }

  @Test
  void doubledOperatorsAreLogical() {
    assertThat(standard("a||b&&c")).isEqualTo("a OR b AND c");
  }

  @Test
  void stringsWithoutAnEndAreRefused() {
    assertThatThrownBy(() -> Lexer.lex("SELECT 'a"))
        .isInstanceOf(SqlError.class)
        .hasMessageStartingWith("Getting syntax error at line 1, column 7");
  }

  @Test
  void minusesWithoutASpaceAreNoComment() {
    assertThat(standard("1--1")).isEqualTo("1--1");
  }

  @Test
  void semicolonsPartStatementsButNotInsideStrings() {
    assertThat(Lexer.lex("SELECT ';' ; ; SELECT 2;"))
        .extracting(statement -> statement.sql().trim())
        .containsExactly("SELECT ';'", "SELECT 2");
  }

  @Test
  void anEmptyTextIsRefused() {
    assertThatThrownBy(() -> SqlScript.parse(" ; -- nothing"))
        .isInstanceOfSatisfying(SqlError.class, e -> assertThat(e.number()).isEqualTo(1065))
        .hasMessage("Query was empty");
  }
}
