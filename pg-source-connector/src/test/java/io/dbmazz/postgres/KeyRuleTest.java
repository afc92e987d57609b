package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRuleTest {

  @Test
  void entriesAreTablesWithTheirColumnsInOrder() {
    var rules = KeyRule.list("public.orders:b, a ; shop\\..*:id;");

    assertThat(rules).hasSize(2);
    assertThat(rules.get(0).columns()).containsExactly("b", "a");
    assertThat(rules.get(1).table().matches("shop.any")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"public.orders", "public.orders:", ":id", "public.orders:a,,b"})
  void malformedEntryIsNamed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRule.list(entry))
        .withMessageContaining(entry);
  }
}
