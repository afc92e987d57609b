package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;

/**
 * What the server sends when it has nothing else to say.
 *
 * @param walEnd end of the WAL that the server has decoded; every transaction that committed below
 *     it has been sent before this frame
 * @param replyRequested whether the server will end the connection unless it hears from us
 */
public record Keepalive(Lsn walEnd, boolean replyRequested) implements Frame {

  @Override
  public Lsn lsn() {
    return walEnd;
  }
}
