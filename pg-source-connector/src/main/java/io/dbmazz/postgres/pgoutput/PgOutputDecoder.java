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
 * Reads pgoutput messages as they are outside of a streamed transaction's blocks; those inside have
 * to be taken apart first, see {@link StreamedMessage}. A pure function: no state, any thread.
 *
 * <p>Tuples refer to the message's own bytes, so the caller must not write to its array afterwards.
 */
public final class PgOutputDecoder {

  /**
   * Decodes the bytes from {@code message}'s position to its limit, which stay where they are.
   *
   * @param message one message, without the envelope of the replication protocol
   * @throws MalformedMessageException when the bytes are too few, too many or not a message
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
      default -> TransactionMessages.decode(in, tag);
    };
  }

  private static Begin begin(WireReader in) {
    in.kind("Begin");
    return new Begin(in.lsn(), in.micros(), in.xid());
  }

  private static Commit commit(WireReader in) {
    in.kind("Commit");
    in.noFlags();
    return new Commit(in.lsn(), in.lsn(), in.micros());
  }

  private static Origin origin(WireReader in) {
    in.kind("Origin");
    return new Origin(in.lsn(), in.string());
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
    return ReplicaIdentity.of(code)
        .orElseThrow(() -> in.malformedAtLastByte("unknown replica identity " + code));
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
    Lsn lsn = in.lsn();
    String prefix = in.string();
    int length = in.length();
    ByteBuffer content = ByteBuffer.wrap(in.bytes(), in.skip(length), length).slice();
    return new LogicalMessage(transactional, lsn, prefix, content.asReadOnlyBuffer());
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
