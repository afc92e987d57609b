package io.dbmazz.postgres.pgoutput;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message of the pgoutput plugin, as section "Logical Replication Message Formats" of
 * PostgreSQL's manual lays it out for the protocol versions 1 to 3. Version 2 adds the messages of
 * streamed transactions, which are sent before they have ended; version 3 those of prepared ones.
 */
public sealed interface PgOutputMessage {

  /**
   * The start of a transaction.
   *
   * @param finalLsn start of its commit record
   * @param commitMicros commit time, microseconds since 1970-01-01 UTC
   * @param xid unsigned 32 bits
   */
  record Begin(Lsn finalLsn, long commitMicros, long xid) implements PgOutputMessage {}

  /**
   * The end of a transaction.
   *
   * @param commitLsn start of the commit record, the same as {@code Begin.finalLsn}
   * @param endLsn end of the commit record: what may be confirmed
   * @param commitMicros commit time, microseconds since 1970-01-01 UTC
   */
  record Commit(Lsn commitLsn, Lsn endLsn, long commitMicros) implements PgOutputMessage {}

  /**
   * Where a transaction was written first, when it was replicated to this server.
   *
   * @param commitLsn commit LSN there
   * @param name of the origin here
   */
  record Origin(Lsn commitLsn, String name) implements PgOutputMessage {}

  /**
   * The shape of a table, sent before the first change that has it.
   *
   * @param oid stable over renames
   * @param schema never empty ({@code pg_catalog} spelled out)
   * @param columns in the order of the tuples to come
   */
  record Relation(
      Oid oid, String schema, String name, ReplicaIdentity identity, List<RelationColumn> columns)
      implements PgOutputMessage {

    public Relation {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A type that is not built in, sent before the Relation that uses it.
   *
   * @param schema never empty ({@code pg_catalog} spelled out)
   * @param name of a domain the name of its base type
   */
  record Type(Oid oid, String schema, String name) implements PgOutputMessage {}

  /** A new row. */
  record Insert(Oid relation, Tuple after) implements PgOutputMessage {}

  /** A changed row; {@code before} is {@link Tuple#NONE} when {@code old} is {@code NONE}. */
  record Update(Oid relation, Old old, Tuple before, Tuple after) implements PgOutputMessage {}

  /** A removed row; {@code old} is never {@code NONE}. */
  record Delete(Oid relation, Old old, Tuple before) implements PgOutputMessage {}

  /** Emptied tables. */
  record Truncate(List<Oid> relations, boolean cascade, boolean restartIdentity)
      implements PgOutputMessage {

    public Truncate {
      relations = List.copyOf(relations);
    }
  }

  /**
   * What an application wrote with {@code pg_logical_emit_message}; only sent when asked for.
   *
   * @param transactional whether it belongs to the transaction around it; else it may come between
   *     transactions
   * @param lsn end of the message's record
   * @param content read-only view
   */
  record LogicalMessage(boolean transactional, Lsn lsn, String prefix, ByteBuffer content)
      implements PgOutputMessage {}

  /** What the old tuple of an Update or Delete holds. */
  enum Old {
    /** There is none: the replica identity's columns did not change. */
    NONE,
    /** Columns of the replica identity; the others are NULL, which does not mean SQL NULL. */
    KEY,
    /** The whole old row. */
    FULL
  }

  /**
   * The begin of a block of messages of a streamed transaction, which is still open. Each message
   * of the block names the transaction or subtransaction that it is part of, see {@link
   * StreamedMessage}; other transactions come between blocks.
   *
   * @param xid of the transaction, unsigned 32 bits
   */
  record StreamStart(long xid) implements PgOutputMessage {}

  /** The end of such a block. */
  record StreamStop() implements PgOutputMessage {}

  /**
   * The end of a streamed transaction, sent in the order of commits.
   *
   * @param xid unsigned 32 bits
   * @param commitLsn start of the commit record
   * @param endLsn end of the commit record
   * @param commitMicros commit time, microseconds since 1970-01-01 UTC
   */
  record StreamCommit(long xid, Lsn commitLsn, Lsn endLsn, long commitMicros)
      implements PgOutputMessage {}

  /**
   * A rollback in a streamed transaction.
   *
   * @param xid of the transaction
   * @param subxid of the subtransaction that was rolled back; the transaction's own for all of it
   */
  record StreamAbort(long xid, long subxid) implements PgOutputMessage {}

  /**
   * The start of a transaction that was prepared, whose messages follow up to {@link Prepare}.
   *
   * @param prepareLsn start of the prepare record
   * @param endLsn end of it
   * @param prepareMicros microseconds since 1970-01-01 UTC
   * @param xid unsigned 32 bits
   * @param gid the name that the application gave
   */
  record BeginPrepare(Lsn prepareLsn, Lsn endLsn, long prepareMicros, long xid, String gid)
      implements PgOutputMessage {}

  /** The end of what {@link BeginPrepare} began. */
  record Prepare(Lsn prepareLsn, Lsn endLsn, long prepareMicros, long xid, String gid)
      implements PgOutputMessage {}

  /** A streamed transaction was prepared. */
  record StreamPrepare(Lsn prepareLsn, Lsn endLsn, long prepareMicros, long xid, String gid)
      implements PgOutputMessage {}

  /**
   * A prepared transaction was committed; sent in the order of commits.
   *
   * @param commitLsn start of the commit record
   * @param endLsn end of it
   * @param commitMicros microseconds since 1970-01-01 UTC
   * @param xid unsigned 32 bits
   * @param gid the name that the application gave
   */
  record CommitPrepared(Lsn commitLsn, Lsn endLsn, long commitMicros, long xid, String gid)
      implements PgOutputMessage {}

  /**
   * A prepared transaction was rolled back.
   *
   * @param prepareEndLsn end of the prepare record
   * @param endLsn end of the rollback record
   * @param prepareMicros microseconds since 1970-01-01 UTC
   * @param rollbackMicros the same, of the rollback
   * @param xid unsigned 32 bits
   * @param gid the name that the application gave
   */
  record RollbackPrepared(
      Lsn prepareEndLsn, Lsn endLsn, long prepareMicros, long rollbackMicros, long xid, String gid)
      implements PgOutputMessage {}
}
