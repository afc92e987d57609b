package io.dbmazz.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PgOutputDecoderTest {

  private static PgOutputMessage decode(String kind, int index) {
    return CapturedMessages.decode(CapturedMessages.of(kind).get(index));
  }

  private static String text(Tuple tuple, int column) {
    return new String(
        tuple.data(), tuple.offset(column), tuple.length(column), StandardCharsets.UTF_8);
  }

  @Test
  void beginAndCommitCarryTheSameCommitLsn() {
    Begin begin = (Begin) decode("begin", 0);
    Commit commit = (Commit) decode("commit", 0);

    assertThat(begin.finalLsn()).isEqualTo(Lsn.parse("0/178AAC8")).isEqualTo(commit.commitLsn());
    assertThat(begin.xid()).isEqualTo(758);
    assertThat(commit.endLsn()).isEqualTo(Lsn.parse("0/178AAF8"));
    assertThat(commit.commitMicros()).isEqualTo(begin.commitMicros());
    assertThat(Instant.EPOCH.plus(begin.commitMicros(), ChronoUnit.MICROS))
        .isBetween(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  }

  @Test
  void transactionIdIsUnsigned() {
    byte[] message = CapturedMessages.of("begin").get(0).clone();
    ByteBuffer.wrap(message).putInt(17, -1);

    assertThat(((Begin) CapturedMessages.decode(message)).xid()).isEqualTo(4294967295L);
  }

  @Test
  void relationListsItsColumns() {
    Relation relation = (Relation) decode("relation", 0);

    assertThat(relation.schema()).isEqualTo("public");
    assertThat(relation.name()).isEqualTo("t");
    assertThat(relation.identity()).isEqualTo(ReplicaIdentity.DEFAULT);
    assertThat(relation.columns())
        .extracting(
            RelationColumn::name,
            RelationColumn::inIdentity,
            column -> column.type().toLong(),
            RelationColumn::modifier)
        .containsExactly(
            tuple("id", true, 23L, -1),
            tuple("Näme", false, 25L, -1),
            tuple("doc", false, 25L, -1),
            tuple("m", false, 16386L, -1),
            tuple("cost", false, 16390L, -1));
  }

  @Test
  void everyReplicaIdentityIsKnown() {
    assertThat(CapturedMessages.of("relation"))
        .extracting(bytes -> ((Relation) CapturedMessages.decode(bytes)).identity())
        .contains(ReplicaIdentity.values());
  }

  @Test
  void emptySchemaNameIsTheCatalog() {
    PgOutputMessage.Type type = (PgOutputMessage.Type) decode("type", 1);

    assertThat(type.schema()).isEqualTo("pg_catalog");
    assertThat(type.name()).isEqualTo("numeric"); // a domain shows the name of its base
    assertThat(type.oid()).isEqualTo(new Oid(16390));
  }

  @Test
  void tupleTellsNullFromText() {
    Tuple after = ((Insert) decode("insert", 0)).after();

    assertThat(after.size()).isEqualTo(5);
    assertThat(text(after, 1)).isEqualTo("é");
    assertThat(after.kind(1)).isEqualTo(Tuple.Kind.TEXT);
    assertThat(after.kind(2)).isEqualTo(Tuple.Kind.NULL);
    assertThat(after.hasValue(2)).isFalse();
  }

  @Test
  void unchangedValueIsNotNull() {
    Tuple after = ((Update) decode("update", 3)).after();

    assertThat(after.kind(1)).isEqualTo(Tuple.Kind.UNCHANGED);
    assertThat(after.hasValue(1)).isFalse();
  }

  @Test
  void oldTupleIsNoneOrKeyOrFull() {
    assertThat(((Update) decode("update", 0)).old()).isEqualTo(Old.NONE);
    assertThat(((Update) decode("update", 0)).before()).isSameAs(Tuple.NONE);
    assertThat(((Update) decode("update", 1)).old()).isEqualTo(Old.KEY);
    assertThat(((Update) decode("update", 2)).old()).isEqualTo(Old.FULL);
    assertThat(((Delete) decode("delete", 0)).old()).isEqualTo(Old.KEY);
    assertThat(((Delete) decode("delete", 1)).old()).isEqualTo(Old.FULL);
  }

  @Test
  void sameValueComparesBytes() {
    Update changed = (Update) decode("update", 1);
    Update unchanged = (Update) decode("update", 2);

    assertThat(changed.before().sameValue(0, changed.after())).isFalse();
    assertThat(unchanged.before().sameValue(0, unchanged.after())).isTrue();
    assertThat(unchanged.before().sameValue(1, unchanged.after())).isFalse();
  }

  @Test
  void truncateListsItsTables() {
    Truncate truncate = (Truncate) decode("truncate", 0);

    assertThat(truncate.relations()).containsExactly(new Oid(0x4007), new Oid(0x400f));
    assertThat(truncate.cascade()).isTrue();
    assertThat(truncate.restartIdentity()).isTrue();
  }

  @Test
  void originAndLogicalMessagesAreRead() {
    Origin origin = (Origin) decode("origin", 0);
    LogicalMessage inside = (LogicalMessage) decode("message", 0);
    LogicalMessage outside = (LogicalMessage) decode("message", 1);

    assertThat(origin).isEqualTo(new Origin(Lsn.parse("16/B374D848"), "elsewhere"));
    assertThat(inside.transactional()).isTrue();
    assertThat(outside.transactional()).isFalse();
    assertThat(outside.prefix()).isEqualTo("out");
    assertThat(outside.content()).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
    assertThat(outside.content().isReadOnly()).isTrue();
  }

  @Test
  void columnCountIsUnsigned() {
    int columns = 40_000;
    ByteBuffer message = ByteBuffer.allocate(8 + columns);
    message.put((byte) 'I').putInt(7).put((byte) 'N').putShort((short) columns);
    while (message.hasRemaining()) {
      message.put((byte) 'n');
    }

    Insert insert = (Insert) CapturedMessages.decode(message.array());

    assertThat(insert.after().size()).isEqualTo(columns);
    assertThat(insert.after().kind(columns - 1)).isEqualTo(Tuple.Kind.NULL);
  }

  @Test
  void binaryValueIsMarked() {
    byte[] message = {'I', 0, 0, 0, 7, 'N', 0, 1, 'b', 0, 0, 0, 2, 5, 6};

    Tuple after = ((Insert) CapturedMessages.decode(message)).after();

    assertThat(after.kind(0)).isEqualTo(Tuple.Kind.BINARY);
    assertThat(after.length(0)).isEqualTo(2);
    assertThat(after.data()[after.offset(0)]).isEqualTo((byte) 5);
  }

  @Test
  void messageMayBeAnyPartOfAnyBuffer() {
    byte[] message = CapturedMessages.of("delete").get(0);
    ByteBuffer inside = ByteBuffer.allocate(message.length + 30).position(25).slice();
    inside.put(message).flip();
    ByteBuffer direct = ByteBuffer.allocateDirect(message.length).put(message).flip();

    for (ByteBuffer buffer : List.of(inside, direct)) {
      Delete delete = (Delete) new PgOutputDecoder().decode(buffer);

      assertThat(text(delete.before(), 0)).isEqualTo("2");
      assertThat(buffer.position()).isZero();
    }
  }
}
