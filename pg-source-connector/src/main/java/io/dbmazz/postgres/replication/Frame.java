package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;

/**
 * One message of the CopyBoth stream that a walsender sends, see <a
 * href="https://www.postgresql.org/docs/current/protocol-replication.html">Streaming Replication
 * Protocol</a>.
 */
public sealed interface Frame permits WalData, Keepalive {

  /** How far into the WAL it is; 0/0 when it does not say. */
  Lsn lsn();

  /**
   * Reads a frame; the payload is not copied.
   *
   * @param copyData content of one CopyData message
   * @throws IllegalArgumentException when it is neither XLogData nor a keepalive, or is cut short
   */
  static Frame parse(byte[] copyData) {
    if (copyData.length >= 25 && copyData[0] == 'w') {
      ByteBuffer payload = ByteBuffer.wrap(copyData, 25, copyData.length - 25).slice();
      return new WalData(new Lsn(ByteBuffer.wrap(copyData).getLong(1)), payload);
    }
    if (copyData.length == 18 && copyData[0] == 'k') {
      return new Keepalive(new Lsn(ByteBuffer.wrap(copyData).getLong(1)), copyData[17] != 0);
    }
    String tag = copyData.length == 0 ? "no tag" : "tag " + (copyData[0] & 0xFF);
    throw new IllegalArgumentException(
        "Neither XLogData nor a keepalive: " + tag + ", " + copyData.length + " bytes");
  }
}
