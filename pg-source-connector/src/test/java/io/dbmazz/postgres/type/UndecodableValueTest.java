package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text that is not of its type is refused, without showing it. */
class UndecodableValueTest {

  @ParameterizedTest
  @CsvSource({
    "20, 9223372036854775808",
    "20, -9223372036854775809",
    "20, 12345678901234567890",
    "20, -",
    "20, 1x",
    "21, 32768",
    "23, -2147483649",
    "700, abc",
    "701, abc",
    "1700, 1x5",
    "1700, 12345678901234567890x",
    "1082, 2024-01",
    "1082, 01/02/2024",
    "1082, 2024-01-02 03",
    "1083, 12:34",
    "1083, 12:34:56.1234567",
    "1114, 2024-01-02",
    "1114, 2024-01-02T03:04:05",
    "1184, 2024-01-02 03:04:05",
    "1266, 12:34:56",
    "17, \\xzz",
    "17, a\\1",
    "1007, '{1,2'",
    "1007, '1,2}'",
    "1007, '{1}x'",
    "1009, '{\"a}'",
    "1009, '[0:1]'"
  })
  void isRefused(int type, String text) {
    assertThatThrownBy(() -> Decoded.byDefault().value(type, text))
        .isInstanceOf(UndecodableValueException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
  }

  @Test
  void moreFractionDigitsThanTheColumnHasAreRefusedNotRounded() {
    int modifier = (10 << 16 | 2) + 4;

    assertThatThrownBy(() -> Decoded.byDefault().value(1700, modifier, "1.005"))
        .isInstanceOf(UndecodableValueException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedNotReplaced() {
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Utf8.decode(latin1, 0, latin1.length))
        .isInstanceOf(UndecodableValueException.class)
        .hasMessageContaining("SQL_ASCII");
  }
}
