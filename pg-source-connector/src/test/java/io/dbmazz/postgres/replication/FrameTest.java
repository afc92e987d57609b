package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameTest {

  @Test
  void walDataIsReadWithItsPositionAndPayload() {
    byte[] bytes =
        ByteBuffer.allocate(28)
            .put((byte) 'w')
            .putLong(0x1C08568)
            .putLong(0x1C08570)
            .putLong(7)
            .put(new byte[] {'B', 1, 2})
            .array();

    WalData data = (WalData) Frame.parse(bytes);

    assertThat(data.start()).isEqualTo(Lsn.parse("0/1C08568"));
    assertThat(data.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {'B', 1, 2}));
  }

  @Test
  void keepaliveIsReadWithItsWish() {
    ByteBuffer bytes = ByteBuffer.allocate(18).put((byte) 'k').putLong(0x55).putLong(7);

    assertThat(Frame.parse(bytes.array())).isEqualTo(new Keepalive(new Lsn(0x55), false));
    assertThat(Frame.parse(bytes.put(17, (byte) 1).array()))
        .isEqualTo(new Keepalive(new Lsn(0x55), true));
  }

  @Test
  void everythingElseIsRefused() {
    for (byte[] bytes : new byte[][] {{}, {'w'}, new byte[24], {'k', 0}, {(byte) 0xFF, 1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Frame.parse(bytes))
          .withMessageContaining(bytes.length + " bytes");
    }
  }

  @Test
  void statusIsWrittenAsTheManualSays() {
    StandbyStatus status =
        new StandbyStatus(new Lsn(0x30), new Lsn(0x20), StandbyStatus.Reply.REQUESTED);

    assertThat(HexFormat.of().formatHex(status.encode(946_684_800_000_001L)))
        .isEqualTo(
            "72" // 'r'
                + "0000000000000030"
                + "0000000000000020"
                + "0000000000000020"
                + "0000000000000001"
                + "01");
  }
}
