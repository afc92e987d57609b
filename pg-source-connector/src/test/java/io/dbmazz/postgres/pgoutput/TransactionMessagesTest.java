package io.dbmazz.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.BeginPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.CommitPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Prepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.RollbackPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamAbort;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamCommit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStart;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStop;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TransactionMessagesTest {

  private static PgOutputMessage decode(String kind, int index) {
    return CapturedMessages.decode(CapturedMessages.of(kind).get(index));
  }

  @Test
  void streamedTransactionIsFramedByItsIdentifier() {
    assertThat(decode("stream-start", 0)).isEqualTo(new StreamStart(783));
    assertThat(decode("stream-stop", 0)).isEqualTo(new StreamStop());
    assertThat(decode("stream-abort", 0)).isEqualTo(new StreamAbort(783, 784));
    StreamCommit commit = (StreamCommit) decode("stream-commit", 0);
    assertThat(commit.xid()).isEqualTo(783);
    assertThat(commit.commitLsn()).isEqualTo(Lsn.parse("0/17EE788"));
    assertThat(commit.endLsn()).isEqualTo(Lsn.parse("0/17EE7C0"));
  }

  @Test
  void preparedTransactionIsFramedByItsName() {
    BeginPrepare begin = (BeginPrepare) decode("begin-prepare", 0);
    Prepare prepare = (Prepare) decode("prepare", 0);
    CommitPrepared commit = (CommitPrepared) decode("commit-prepared", 0);

    assertThat(begin.gid()).isEqualTo("g1").isEqualTo(prepare.gid()).isEqualTo(commit.gid());
    assertThat(begin.xid()).isEqualTo(786).isEqualTo(prepare.xid()).isEqualTo(commit.xid());
    assertThat(begin.prepareLsn())
        .isEqualTo(Lsn.parse("0/17EE800"))
        .isEqualTo(prepare.prepareLsn());
    assertThat(begin.endLsn()).isEqualTo(Lsn.parse("0/17EE8F8")).isEqualTo(prepare.endLsn());
    assertThat(begin.prepareMicros()).isEqualTo(prepare.prepareMicros());
    assertThat(commit.commitLsn()).isEqualTo(Lsn.parse("0/17EE8F8"));
    assertThat(commit.endLsn()).isEqualTo(Lsn.parse("0/17EE930"));
    assertThat(commit.commitMicros()).isGreaterThan(begin.prepareMicros());
  }

  @Test
  void rollbackNamesWhatWasPrepared() {
    BeginPrepare begin = (BeginPrepare) decode("begin-prepare", 1);
    RollbackPrepared rollback = (RollbackPrepared) decode("rollback-prepared", 0);

    assertThat(rollback.gid()).isEqualTo("g2").isEqualTo(begin.gid());
    assertThat(rollback.prepareEndLsn()).isEqualTo(begin.endLsn());
    assertThat(rollback.endLsn().isAfter(rollback.prepareEndLsn())).isTrue();
    assertThat(rollback.prepareMicros()).isEqualTo(begin.prepareMicros());
    assertThat(rollback.rollbackMicros()).isGreaterThan(rollback.prepareMicros());
  }

  @Test
  void streamedTransactionMayBePrepared() {
    StreamPrepare prepare = (StreamPrepare) decode("stream-prepare", 0);

    assertThat(prepare.gid()).isEqualTo("g3");
    assertThat(prepare.xid()).isEqualTo(788);
    assertThat(prepare.endLsn()).isEqualTo(Lsn.parse("0/201F688"));
  }

  @Test
  void messageOfABlockSaysWhatItIsPartOf() {
    ByteBuffer streamed =
        ByteBuffer.wrap(HexFormat.of().parseHex("49fffffffe000040074e00017400000001" + "78"));

    StreamedMessage split = StreamedMessage.split(streamed);

    assertThat(split.xid()).isEqualTo(4_294_967_294L);
    assertThat(streamed.position()).isZero();
    Insert insert = (Insert) new PgOutputDecoder().decode(split.plain());
    assertThat(insert.relation()).isEqualTo(new Oid(0x4007));
    assertThat(insert.after().length(0)).isEqualTo(1);
  }

  @Test
  void messageOfABlockThatIsCutShortIsSaid() {
    assertThatThrownBy(() -> StreamedMessage.split(ByteBuffer.allocate(4)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("at byte 4");
  }
}
