package io.dbmazz.postgres.pgoutput;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.BeginPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.CommitPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Prepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.RollbackPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamAbort;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamCommit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStart;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStop;
import io.dbmazz.record.Lsn;

/** Reads the messages that frame streamed and prepared transactions. */
final class TransactionMessages {

  private TransactionMessages() {}

  static PgOutputMessage decode(WireReader in, int tag) {
    return switch (tag) {
      case 'S' -> streamStart(in);
      case 'E' -> new StreamStop();
      case 'c' -> streamCommit(in);
      case 'A' -> streamAbort(in);
      case 'b' -> beginPrepare(in);
      case 'P' -> prepare(in);
      case 'p' -> streamPrepare(in);
      case 'K' -> commitPrepared(in);
      case 'r' -> rollbackPrepared(in);
      default -> {
        in.kind("(unknown)");
        throw in.malformedAtLastByte("unknown message kind " + tag);
      }
    };
  }

  /** The flag that tells the first block from later ones says nothing that is not known. */
  private static StreamStart streamStart(WireReader in) {
    in.kind("Stream Start");
    StreamStart start = new StreamStart(in.xid());
    in.uint8();
    return start;
  }

  private static StreamCommit streamCommit(WireReader in) {
    in.kind("Stream Commit");
    long xid = in.xid();
    in.noFlags();
    return new StreamCommit(xid, in.lsn(), in.lsn(), in.micros());
  }

  private static StreamAbort streamAbort(WireReader in) {
    in.kind("Stream Abort");
    return new StreamAbort(in.xid(), in.xid());
  }

  private static BeginPrepare beginPrepare(WireReader in) {
    in.kind("Begin Prepare");
    return new BeginPrepare(in.lsn(), in.lsn(), in.micros(), in.xid(), in.string());
  }

  private static Prepare prepare(WireReader in) {
    in.kind("Prepare");
    in.noFlags();
    return new Prepare(in.lsn(), in.lsn(), in.micros(), in.xid(), in.string());
  }

  private static StreamPrepare streamPrepare(WireReader in) {
    in.kind("Stream Prepare");
    in.noFlags();
    return new StreamPrepare(in.lsn(), in.lsn(), in.micros(), in.xid(), in.string());
  }

  private static CommitPrepared commitPrepared(WireReader in) {
    in.kind("Commit Prepared");
    in.noFlags();
    return new CommitPrepared(in.lsn(), in.lsn(), in.micros(), in.xid(), in.string());
  }

  private static RollbackPrepared rollbackPrepared(WireReader in) {
    in.kind("Rollback Prepared");
    in.noFlags();
    Lsn prepareEnd = in.lsn();
    Lsn end = in.lsn();
    return new RollbackPrepared(prepareEnd, end, in.micros(), in.micros(), in.xid(), in.string());
  }
}
