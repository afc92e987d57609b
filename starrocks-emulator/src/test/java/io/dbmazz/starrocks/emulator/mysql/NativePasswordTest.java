package io.dbmazz.starrocks.emulator.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class NativePasswordTest {

  private static final byte[] SCRAMBLE = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @Test
  void theAnswerIsTheOneOfTheManual() {
    // SHA1('secret') xor SHA1(scramble + SHA1(SHA1('secret'))), worked out with Python's hashlib.
    assertThat(HexFormat.of().formatHex(NativePassword.answer("secret", SCRAMBLE)))
        .isEqualTo("0f8b9033e0897c0a8338ebe3dea9010dda47ab56");
  }

  @Test
  void onlyTheRightAnswerMatches() {
    byte[] answer = NativePassword.answer("secret", SCRAMBLE);

    assertThat(NativePassword.matches("secret", SCRAMBLE, answer)).isTrue();
    assertThat(NativePassword.matches("other", SCRAMBLE, answer)).isFalse();
    assertThat(NativePassword.matches("secret", SCRAMBLE, new byte[0])).isFalse();
  }

  @Test
  void anEmptyPasswordHasAnEmptyAnswer() {
    assertThat(NativePassword.matches("", SCRAMBLE, new byte[0])).isTrue();
    assertThat(NativePassword.matches("", SCRAMBLE, new byte[20])).isFalse();
  }

  @RepeatedTest(5)
  void scramblesHoldNoZero() {
    assertThat(NativePassword.newScramble())
        .hasSize(NativePassword.SCRAMBLE_LENGTH)
        .doesNotContain((byte) 0);
  }
}
