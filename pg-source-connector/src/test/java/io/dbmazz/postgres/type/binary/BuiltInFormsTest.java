package io.dbmazz.postgres.type.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "16|01|t",
        "21|8000|-32768",
        "26|ffffffff|4294967295",
        "5069|ffffffffffffffff|18446744073709551615",
        "1700|000200004000000204d2162e|-1234.56",
        "1700|0001ffff00000004000a|0.0010",
        "1700|000100010000000000 01|10000",
        "1700|00000000c0000000|NaN",
        "1700|00000000f0000000|-Infinity",
        "790|ffffffffffffff9c|-$1.00",
        "790|000000000001e240|$1,234.56",
        "1082|7fffffff|infinity",
        "1082|ffffffff|1999-12-31",
        "1083|000000141dd76000|24:00:00",
        "1266|0000000000000000ffffb5e8|00:00:00+05:16:08",
        "1114|ffffffffffffffff|1999-12-31 23:59:59.999999",
        "1184|0000000000000000|2000-01-01 00:00:00+00",
        "1186|ffffffffffffffff0000000000000000|PT-0.000001S",
        "1186|0000000000000000fffffffd0000000e|P1Y2M-3D",
        "18|e9|\\351",
        "17|00ff|\\x00ff",
        "1562|00000003a0|101",
        "3220|00000016b374d848|16/B374D848",
        "27|0000000700 02|(7,2)",
        "829|08002b010203|08:00:2b:01:02:03",
        "869|022000040a000001|10.0.0.1",
        "650|022001040a000001|10.0.0.1/32",
        "869|0380001000000000000000000000000000000001|::1",
        "600|3ff00000000000004004000000000000|(1,2.5)",
        "3904|02000000040000000100000004 0000000a|[1,10)",
        "3904|01|empty",
        "3904|18|(,)",
        "4451|00000001 00000001 01|{empty}",
        "3614|00000001 6100 0002 c001 0002|'a':1A,2",
        "3615|00000003 0202 0100006200 0100016100|'a':* & 'b'"
      })
  void textIsPostgresText(int oid, String hex, String text) {
    assertThat(render(oid, hex)).isEqualTo(text);
  }

  @Test
  void bytesThatAreTooFewOrTooManyAreRefused() {
    assertThatThrownBy(() -> render(23, "000000")).isInstanceOf(MalformedBinaryException.class);
    assertThatThrownBy(() -> render(23, "0000000000")).isInstanceOf(MalformedBinaryException.class);
    assertThatThrownBy(() -> render(4451, "7fffffff")).isInstanceOf(MalformedBinaryException.class);
  }

  @Test
  void unknownVersionIsRefused() {
    assertThatThrownBy(() -> render(3802, "027b7d"))
        .isInstanceOf(MalformedBinaryException.class)
        .hasMessageContaining("version 2");
  }

  private static String render(int oid, String hex) {
    byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] text = BuiltInForms.find(oid).orElseThrow().text(new BinaryValue(data, 0, data.length));
    return new String(text, StandardCharsets.UTF_8);
  }
}
