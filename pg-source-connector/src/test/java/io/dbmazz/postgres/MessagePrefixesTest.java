package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessagePrefixesTest {

  private static MessagePrefixes of(String include, String exclude) {
    return new MessagePrefixes(MessagePrefixes.list(include), MessagePrefixes.list(exclude));
  }

  @Test
  void withoutListsNothingIsWanted() {
    assertThat(of("", "").key()).isEmpty();
    assertThat(of("", "").test("app")).isFalse();
  }

  @Test
  void expressionsMatchWholePrefixes() {
    MessagePrefixes prefixes = of("app, x{1\\,2}", "");

    assertThat(prefixes.test("app")).isTrue();
    assertThat(prefixes.test("xx")).isTrue();
    assertThat(prefixes.test("apple")).isFalse();
    assertThat(prefixes.key()).contains(MessagePrefixes.INCLUDE);
  }

  @Test
  void excludingAsksForAllOthers() {
    MessagePrefixes prefixes = of("", "noise.*");

    assertThat(prefixes.test("app")).isTrue();
    assertThat(prefixes.test("noise1")).isFalse();
    assertThat(prefixes.key()).contains(MessagePrefixes.EXCLUDE);
  }

  @Test
  void ourOwnMessagesAreNotWantedWhateverIsAskedFor() {
    assertThat(of(".*", "").test("dbmazz")).isFalse();
    assertThat(of("dbmazz", "").test("dbmazz")).isFalse();
    assertThat(of("", "noise").test("dbmazz")).isFalse();
    assertThat(of(".*", "").test("dbmazz2")).isTrue();
  }

  @Test
  void entryThatIsNoExpressionIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessagePrefixes.list("app,("))
        .withMessageContaining("'('");
  }
}
