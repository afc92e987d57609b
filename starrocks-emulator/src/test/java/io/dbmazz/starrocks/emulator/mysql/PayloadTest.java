package io.dbmazz.starrocks.emulator.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "250, fa",
    "251, fcfb00",
    "65535, fcffff",
    "65536, fd000001",
    "16777215, fdffffff",
    "16777216, fe0000000100000000"
  })
  void lengthsTakeAsManyBytesAsTheyNeed(long length, String expected) {
    assertThat(new Payload().length(length).toBytes())
        .isEqualTo(java.util.HexFormat.of().parseHex(expected));
  }

  @Test
  void integersBeginWithTheLowestByte() throws IOException {
    byte[] bytes = new Payload().integer(0x01020304L, 4).toBytes();

    assertThat(bytes).containsExactly(4, 3, 2, 1);
    assertThat(new PayloadReader(bytes).integer(4)).isEqualTo(0x01020304L);
  }

  @Test
  void textsAreReadAsWritten() throws IOException {
    PayloadReader reader =
        new PayloadReader(
            new Payload().terminated("né").integer(2, 1).text("ab").text("rest").toBytes());

    assertThat(reader.terminated()).isEqualTo("né");
    assertThat(reader.counted()).containsExactly('a', 'b');
    assertThat(reader.rest()).isEqualTo("rest");
    assertThat(reader.hasMore()).isFalse();
  }

  @Test
  void lengthsBeyondTheEndAreRefused() {
    PayloadReader reader = new PayloadReader(new byte[] {5, 1});

    assertThatThrownBy(reader::counted).hasMessage("A packet ends before its content, at byte 2");
  }
}
