package io.dbmazz.starrocks.emulator.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketChannelTest {

  private static final int FULL = 0xffffff;

  private static byte[] written(byte[] payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketChannel channel = new PacketChannel(InputStream.nullInputStream(), out);
    channel.write(new Payload().raw(payload));
    channel.flush();
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, FULL - 1, FULL, FULL + 1, 2 * FULL})
  void payloadsOfEveryLengthComeBackWhole(int length) throws IOException {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) i;
    }

    PacketChannel channel =
        new PacketChannel(new ByteArrayInputStream(written(payload)), new ByteArrayOutputStream());

    assertThat(channel.read()).isEqualTo(payload);
  }

  @Test
  void aFullPacketIsFollowedByAnotherEvenIfEmpty() throws IOException {
    byte[] bytes = written(new byte[FULL]);

    assertThat(bytes).hasSize(FULL + 8).endsWith(0, 0, 0, 1);
  }

  @Test
  void answersCountOnFromTheRequest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketChannel channel =
        new PacketChannel(new ByteArrayInputStream(new byte[] {1, 0, 0, 5, 14}), out);

    assertThat(channel.read()).containsExactly(14);
    channel.write(new Payload().integer(9, 1));

    assertThat(out.toByteArray()).containsExactly(1, 0, 0, 6, 9);
  }

  @Test
  void aClientThatLeavesInTheMiddleIsNoticed() {
    PacketChannel channel =
        new PacketChannel(
            new ByteArrayInputStream(new byte[] {9, 0, 0, 0, 1}), new ByteArrayOutputStream());

    assertThatThrownBy(channel::read).isInstanceOf(EOFException.class);
  }
}
