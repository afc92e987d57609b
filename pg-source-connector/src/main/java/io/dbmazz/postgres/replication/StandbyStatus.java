package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;

/**
 * A standby status update, the only thing a client says while streaming.
 *
 * @param received end of the WAL seen; feeds {@code pg_stat_replication} only
 * @param confirmed the slot may forget all below; {@link Lsn#ZERO} leaves the slot as it is
 * @param reply whether the server is to answer with a keepalive
 */
public record StandbyStatus(Lsn received, Lsn confirmed, Reply reply) {

  /** Whether the server is to answer. */
  public enum Reply {
    REQUESTED,
    NOT_NEEDED
  }

  /** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's clock starts. */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  /**
   * The message's bytes.
   *
   * @param epochMicros the client's clock, microseconds since 1970-01-01 UTC
   */
  byte[] encode(long epochMicros) {
    return ByteBuffer.allocate(34)
        .put((byte) 'r')
        .putLong(received.value())
        .putLong(confirmed.value())
        .putLong(confirmed.value())
        .putLong(epochMicros - POSTGRES_EPOCH_MICROS)
        .put((byte) (reply == Reply.REQUESTED ? 1 : 0))
        .array();
  }
}
