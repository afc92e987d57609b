package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.BeginPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.CommitPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Prepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.RollbackPrepared;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamAbort;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamCommit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamPrepare;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStart;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.StreamStop;
import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Takes out of the stream what belongs to transactions without an outcome, and gives each of them
 * back whole when it has committed. What is left are transactions from Begin to Commit, in the
 * order of commits, as from a server that streams nothing and sends nothing at PREPARE. For one
 * thread.
 */
public final class PendingTransactions implements AutoCloseable {

  /** Kinds of messages that tell of such transactions, outside of their blocks. */
  private static final String FRAMES = "SEcAbPpKr";

  private final PgOutputDecoder decoder = new PgOutputDecoder();
  private final SpoolMemory memory;
  private final Descriptions descriptions = new Descriptions();
  private final Map<Long, PendingTransaction> streamed = new HashMap<>();
  private final PreparedTransactions prepared;
  private Block block;
  private PendingTransaction open;
  private Replay released;

  /**
   * @param delivered whether a transaction that commits at this LSN has been delivered before
   */
  public PendingTransactions(SpoolSettings settings, Predicate<Lsn> delivered) {
    this.memory = new SpoolMemory(settings);
    this.prepared = new PreparedTransactions(delivered);
  }

  /**
   * Takes the next message of the stream. One that has to be decoded may be given again.
   *
   * @throws ConnectException when it is out of order, or cannot be kept
   */
  public Fate accept(WalData data) {
    char kind = (char) (data.payload().get(data.payload().position()) & 0xFF);
    if (block != null && kind != block.end()) {
      return block.add(kind, data);
    }
    if (kind == 'R') {
      descriptions.put(data);
    }
    if (FRAMES.indexOf(kind) < 0) {
      return Fate.DECODE;
    }
    PgOutputMessage frame = decoder.decode(data.payload());
    if (frame instanceof StreamStop || frame instanceof Prepare) {
      end(frame);
    } else if (frame instanceof StreamStart || frame instanceof BeginPrepare) {
      begin(frame);
    } else {
      settle(frame);
    }
    return Fate.KEPT;
  }

  private void begin(PgOutputMessage frame) {
    if (frame instanceof StreamStart start) {
      open = streamed.computeIfAbsent(start.xid(), this::open);
      block = new StreamedBlock(open, descriptions);
    } else {
      open = open(((BeginPrepare) frame).xid());
      block = new PreparedBlock(open, descriptions);
    }
  }

  private PendingTransaction open(long xid) {
    return new PendingTransaction(xid, memory.open());
  }

  private void end(PgOutputMessage frame) {
    if (block == null) {
      throw new ConnectException("The end of a block came outside of one; restart the task");
    }
    if (frame instanceof Prepare prepare) {
      prepared.put(prepare.prepareLsn(), open);
    }
    block = null;
    open = null;
  }

  private void settle(PgOutputMessage frame) {
    if (frame instanceof StreamCommit commit) {
      Commit end = new Commit(commit.commitLsn(), commit.endLsn(), commit.commitMicros());
      release(takeStreamed(commit.xid()), end);
    } else if (frame instanceof StreamAbort abort) {
      abort(abort);
    } else if (frame instanceof StreamPrepare prepare) {
      prepared.put(prepare.prepareLsn(), takeStreamed(prepare.xid()));
    } else if (frame instanceof CommitPrepared commit) {
      Commit end = new Commit(commit.commitLsn(), commit.endLsn(), commit.commitMicros());
      prepared.committed(commit).ifPresent(transaction -> release(transaction, end));
    } else {
      prepared.rolledBack(((RollbackPrepared) frame).xid());
    }
  }

  private PendingTransaction takeStreamed(long xid) {
    PendingTransaction transaction = streamed.remove(xid);
    if (transaction == null) {
      throw new ConnectException(
          "The end of transaction " + xid + " came without its changes; restart the task");
    }
    return transaction;
  }

  private void release(PendingTransaction transaction, Commit commit) {
    released = new Replay(transaction, descriptions, commit);
  }

  private void abort(StreamAbort abort) {
    PendingTransaction transaction = streamed.get(abort.xid());
    if (transaction != null && abort.subxid() == abort.xid()) {
      streamed.remove(abort.xid());
      transaction.close();
    } else if (transaction != null) {
      transaction.rollBack(abort.subxid());
    }
  }

  /** The transaction that the last message has released, once. */
  public Optional<Replay> takeReleased() {
    Optional<Replay> taken = Optional.ofNullable(released);
    released = null;
    return taken;
  }

  /** Whether the stream is inside a block of a transaction. */
  public boolean isInBlock() {
    return block != null;
  }

  /**
   * The LSN beyond which nothing may be confirmed, as a transaction that was prepared there waits
   * for its outcome; empty when none does.
   */
  public Optional<Lsn> oldestPrepared() {
    return prepared.oldest();
  }

  /** Forgets everything: the server begins anew. */
  public void restart() {
    close();
    descriptions.clear();
  }

  /** Frees the memory and deletes the files. */
  @Override
  public void close() {
    streamed.values().forEach(PendingTransaction::close);
    streamed.clear();
    prepared.clear();
    if (open != null) {
      open.close();
    }
    block = null;
    open = null;
  }
}
