package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRuleTest {

  @Test
  void everyIdentityIsReadAsDebeziumWritesIt() {
    assertThat(
            IdentityRule.list(
                "public.a:FULL, public.b:default,c:NOTHING,shop\\.d.*:INDEX Some_idx"))
        .extracting(IdentityRule::identity)
        .containsExactly("FULL", "DEFAULT", "NOTHING", "USING INDEX \"Some_idx\"");
  }

  @Test
  void settingThatIsThereAlreadyIsRecognised() {
    assertThat(IdentityRule.list("a:FULL").get(0).isSetting('f')).isTrue();
    assertThat(IdentityRule.list("a:FULL").get(0).isSetting('d')).isFalse();
    assertThat(IdentityRule.list("a:INDEX x").get(0).isSetting('i')).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"public.a", ":FULL", "public.a:SOME", "public.a:INDEX", "public.(:FULL"})
  void malformedEntryIsRefused(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdentityRule.list(entry));
  }
}
