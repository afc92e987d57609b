package io.dbmazz.postgres.pgoutput;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Delete;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Old;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Origin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Truncate;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Update;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pgoutput messages of protocol version 1. A pure function: no state, any thread.
 *
 * <p>Tuples refer to the message's own bytes, so the caller must not write to its array afterwards.
 */
public final class PgOutputDecoder {

  /**
   * Microseconds from 1970-01-01, from where we count, to 2000-01-01, from where PostgreSQL does.
   */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private static final String PREPARED =
      "the slot was created with TWO_PHASE; drop it and create one without, "
          + "SELECT pg_create_logical_replication_slot('<slot>', 'pgoutput')";
  private static final String STREAMED =
      "start replication without the option 'streaming', or with streaming 'off'";

  /**
   * Decodes the bytes from {@code message}'s position to its limit, which stay where they are.
   *
   * @param message one message, without the envelope of the replication protocol
   * @throws MalformedMessageException when the bytes are too few, too many or not a message
   * @throws UnsupportedMessageException for messages of two-phase or streamed transactions
   */
  public PgOutputMessage decode(ByteBuffer message) {
    WireReader in = WireReader.over(message);
    PgOutputMessage decoded = decode(in, in.uint8());
    in.expectEnd();
    return decoded;
  }

  private static PgOutputMessage decode(WireReader in, int tag) {
    return switch (tag) {
      case 'B' -> begin(in);
      case 'C' -> commit(in);
      case 'O' -> origin(in);
      case 'R' -> relation(in);
      case 'Y' -> type(in);
      case 'I' -> insert(in);
      case 'U' -> update(in);
      case 'D' -> delete(in);
      case 'T' -> truncate(in);
      case 'M' -> logicalMessage(in);
      default -> throw refuse(in, tag);
    };
  }

  private static RuntimeException refuse(WireReader in, int tag) {
    return switch (tag) {
      case 'S' -> new UnsupportedMessageException("Stream Start", STREAMED);
      case 'E' -> new UnsupportedMessageException("Stream Stop", STREAMED);
      case 'c' -> new UnsupportedMessageException("Stream Commit", STREAMED);
      case 'A' -> new UnsupportedMessageException("Stream Abort", STREAMED);
      case 'p' -> new UnsupportedMessageException("Stream Prepare", STREAMED);
      case 'b' -> new UnsupportedMessageException("Begin Prepare", PREPARED);
      case 'P' -> new UnsupportedMessageException("Prepare", PREPARED);
      case 'K' -> new UnsupportedMessageException("Commit Prepared", PREPARED);
      case 'r' -> new UnsupportedMessageException("Rollback Prepared", PREPARED);
      default -> {
        in.kind("(unknown)");
        yield in.malformedAtLastByte("unknown message kind " + tag);
      }
    };
  }

  private static Begin begin(WireReader in) {
    in.kind("Begin");
    return new Begin(lsn(in), micros(in), Integer.toUnsignedLong(in.int32()));
  }

  private static Commit commit(WireReader in) {
    in.kind("Commit");
    int flags = in.uint8();
    if (flags != 0) {
      throw in.malformedAtLastByte("unknown flags " + flags);
    }
    return new Commit(lsn(in), lsn(in), micros(in));
  }

  private static Origin origin(WireReader in) {
    in.kind("Origin");
    return new Origin(lsn(in), in.string());
  }

  private static Relation relation(WireReader in) {
    in.kind("Relation");
    Oid oid = oid(in);
    String schema = schema(in);
    String name = in.string();
    ReplicaIdentity identity = identity(in);
    int count = in.uint16();
    List<RelationColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean inIdentity = (in.uint8() & 1) != 0;
      columns.add(new RelationColumn(in.string(), inIdentity, oid(in), in.int32()));
    }
    return new Relation(oid, schema, name, identity, columns);
  }

  private static ReplicaIdentity identity(WireReader in) {
    int code = in.uint8();
    return switch (code) {
      case 'd' -> ReplicaIdentity.DEFAULT;
      case 'n' -> ReplicaIdentity.NOTHING;
      case 'f' -> ReplicaIdentity.FULL;
      case 'i' -> ReplicaIdentity.INDEX;
      default -> throw in.malformedAtLastByte("unknown replica identity " + code);
    };
  }

  private static PgOutputMessage.Type type(WireReader in) {
    in.kind("Type");
    return new PgOutputMessage.Type(oid(in), schema(in), in.string());
  }

  private static Insert insert(WireReader in) {
    in.kind("Insert");
    return new Insert(oid(in), newTuple(in, in.uint8()));
  }

  private static Update update(WireReader in) {
    in.kind("Update");
    Oid relation = oid(in);
    int tag = in.uint8();
    if (tag == 'N') {
      return new Update(relation, Old.NONE, Tuple.NONE, Tuple.read(in));
    }
    Old old = old(in, tag);
    Tuple before = Tuple.read(in);
    return new Update(relation, old, before, newTuple(in, in.uint8()));
  }

  private static Delete delete(WireReader in) {
    in.kind("Delete");
    return new Delete(oid(in), old(in, in.uint8()), Tuple.read(in));
  }

  private static Tuple newTuple(WireReader in, int tag) {
    if (tag != 'N') {
      throw in.malformedAtLastByte("new tuple expected, not " + tag);
    }
    return Tuple.read(in);
  }

  private static Old old(WireReader in, int tag) {
    return switch (tag) {
      case 'K' -> Old.KEY;
      case 'O' -> Old.FULL;
      default -> throw in.malformedAtLastByte("tuple expected, not " + tag);
    };
  }

  private static Truncate truncate(WireReader in) {
    in.kind("Truncate");
    int count = in.length();
    int flags = in.uint8();
    List<Oid> relations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      relations.add(oid(in));
    }
    return new Truncate(relations, (flags & 1) != 0, (flags & 2) != 0);
  }

  private static LogicalMessage logicalMessage(WireReader in) {
    in.kind("Message");
    boolean transactional = (in.uint8() & 1) != 0;
    Lsn lsn = lsn(in);
    String prefix = in.string();
    int length = in.length();
    ByteBuffer content = ByteBuffer.wrap(in.bytes(), in.skip(length), length).slice();
    return new LogicalMessage(transactional, lsn, prefix, content.asReadOnlyBuffer());
  }

  private static Lsn lsn(WireReader in) {
    return new Lsn(in.int64());
  }

  private static long micros(WireReader in) {
    return in.int64() + POSTGRES_EPOCH_MICROS;
  }

  private static Oid oid(WireReader in) {
    return new Oid(in.int32());
  }

  /** An empty name is how the wire spells {@code pg_catalog}. */
  private static String schema(WireReader in) {
    String name = in.string();
    return name.isEmpty() ? "pg_catalog" : name;
  }
}
