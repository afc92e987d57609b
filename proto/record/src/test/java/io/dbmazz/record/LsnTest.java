package io.dbmazz.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

  @ParameterizedTest
  @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "1/0", "0/1"})
  void textAndValueAreTheSamePosition(String text) {
    assertThat(Lsn.parse(text)).hasToString(text);
  }

  @Test
  void lowerCaseAndLeadingZerosAreRead() {
    assertThat(Lsn.parse("00000016/b374d848")).isEqualTo(Lsn.parse("16/B374D848"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "1", "1/", "/1", "1/2/3", "g/1", "1/-2", "+1/2", "123456789/0", "0/ 1"})
  void garbageIsRefusedAndNotReadAsZero(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text));
  }

  @Test
  void fullWidthDigitsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse("\uFF11/0"));
  }

  @Test
  void orderIsUnsigned() {
    assertThat(Lsn.parse("FFFFFFFF/0").isAfter(Lsn.parse("7FFFFFFF/0"))).isTrue();
    assertThat(Lsn.max(Lsn.parse("80000000/0"), Lsn.ZERO)).isEqualTo(Lsn.parse("80000000/0"));
    assertThat(Lsn.min(Lsn.parse("80000000/0"), Lsn.ZERO)).isEqualTo(Lsn.ZERO);
  }

  @Test
  void distanceToALaterPositionIsZero() {
    assertThat(Lsn.parse("0/10").bytesSince(Lsn.parse("0/4"))).isEqualTo(12);
    assertThat(Lsn.parse("0/4").bytesSince(Lsn.parse("0/10"))).isZero();
  }
}
