package io.dbmazz.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that a server would never send: an error that says where, never a wrong message. */
class MalformedMessageTest {

  static List<String> kinds() {
    return CapturedMessages.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void truncationAtEveryByteIsSaid(String kind) {
    for (byte[] message : CapturedMessages.of(kind)) {
      for (int length = 1; length < message.length; length++) {
        MalformedMessageException e = refusal(Arrays.copyOf(message, length));

        assertThat(e.kind()).isEqualToIgnoringCase(kind.replace('-', ' '));
        assertThat(e.offset()).isBetween(1, length);
        assertThat(e).hasMessageContaining(e.kind() + " at byte " + e.offset());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void trailingBytesAreSaid(String kind) {
    for (byte[] message : CapturedMessages.of(kind)) {
      MalformedMessageException e = refusal(Arrays.copyOf(message, message.length + 1));

      assertThat(e.offset()).isEqualTo(message.length);
      assertThat(e).hasMessageContaining("1 bytes too many");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noByteChangedAtRandomEscapesAsAnotherError(String kind) {
    for (byte[] message : CapturedMessages.of(kind)) {
      for (int i = 1; i < message.length; i++) {
        byte[] broken = message.clone();
        broken[i] ^= (byte) 0x80;
        try {
          CapturedMessages.decode(broken);
        } catch (MalformedMessageException e) {
          assertThat(e.offset()).isBetween(1, message.length);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "58", // unknown kind
        "43ff000000000178aac8000000000178aaf8000303e4dbe986a4", // Commit with flags
        "520000400770006600780000", // replica identity x
        "49000040074b0000", // Insert with an old tuple
        "49000040074e000178", // column of kind x
        "49000040074e000174ffffffff", // value of negative length
        "49000040074e0001747fffffff", // value longer than any message
        "55000040074b00004b0000", // Update with two old tuples
        "55000040074400004e0000", // Update with an old tuple of kind D
        "54ffffffff00", // Truncate of a negative number of tables
        "547fffffff0000004007" // Truncate of more tables than there are
      })
  void nonsenseIsSaid(String hex) {
    byte[] message = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> CapturedMessages.decode(message))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static MalformedMessageException refusal(byte[] message) {
    return catchThrowableOfType(
        MalformedMessageException.class, () -> CapturedMessages.decode(message));
  }
}
