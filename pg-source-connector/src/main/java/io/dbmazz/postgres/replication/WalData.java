package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;

/**
 * XLogData: one message of the output plugin.
 *
 * @param start where the message lies in the WAL; 0/0 for Relation and Type messages
 * @param payload the plugin's message, from position 0 to its limit
 */
public record WalData(Lsn start, ByteBuffer payload) implements Frame {}
