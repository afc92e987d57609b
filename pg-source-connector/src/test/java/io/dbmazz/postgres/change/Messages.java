package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages that a test makes up; a column of a tuple is a text, null, or {@link #UNCHANGED}. */
final class Messages {

  static final String UNCHANGED = "(unchanged)";
  static final Oid TABLE = new Oid(16_384);

  private static final int INT4 = 23;
  private static final int TEXT = 25;

  private Messages() {}

  static Begin begin(long commitLsn) {
    return new Begin(new Lsn(commitLsn), 1_700_000_000_000_000L, 4_294_967_295L);
  }

  static Commit commit(long commitLsn) {
    return new Commit(new Lsn(commitLsn), new Lsn(commitLsn + 8), 1_700_000_000_000_000L);
  }

  /** The table public.t: columns of type text, those of the identity in capitals. */
  static Relation relation(ReplicaIdentity identity, String... columns) {
    return relation(TABLE, "t", identity, columns);
  }

  static Relation relation(Oid oid, String name, ReplicaIdentity identity, String... columns) {
    List<RelationColumn> described = new ArrayList<>();
    for (String column : columns) {
      boolean inIdentity = Character.isUpperCase(column.charAt(0));
      described.add(new RelationColumn(column, inIdentity, new Oid(TEXT), -1));
    }
    return new Relation(oid, "public", name, identity, described);
  }

  /** A table public.t with one column of another type. */
  static Relation relationOf(int type, int modifier) {
    return new Relation(
        TABLE,
        "public",
        "t",
        ReplicaIdentity.DEFAULT,
        List.of(
            new RelationColumn("ID", true, new Oid(INT4), -1),
            new RelationColumn("v", false, new Oid(type), modifier)));
  }

  static PgOutputMessage insert(String... after) {
    return decode("I", "N", after);
  }

  static PgOutputMessage update(String... after) {
    return decode("U", "N", after);
  }

  static PgOutputMessage delete(String kind, String... before) {
    return decode("D", kind, before);
  }

  static PgOutputMessage update(String kind, String[] before, String[] after) {
    ByteBuffer message = ByteBuffer.allocate(4096);
    message.put((byte) 'U').putInt(TABLE.value());
    putTuple(message, kind, before);
    putTuple(message, "N", after);
    return new PgOutputDecoder().decode(message.flip());
  }

  private static PgOutputMessage decode(String tag, String kind, String... columns) {
    ByteBuffer message = ByteBuffer.allocate(4096);
    message.put((byte) tag.charAt(0)).putInt(TABLE.value());
    putTuple(message, kind, columns);
    return new PgOutputDecoder().decode(message.flip());
  }

  private static void putTuple(ByteBuffer message, String kind, String... columns) {
    message.put((byte) kind.charAt(0)).putShort((short) columns.length);
    for (String column : columns) {
      if (column == null) {
        message.put((byte) 'n');
      } else if (column.equals(UNCHANGED)) {
        message.put((byte) 'u');
      } else {
        byte[] bytes = column.getBytes(StandardCharsets.UTF_8);
        message.put((byte) 't').putInt(bytes.length).put(bytes);
      }
    }
  }
}
