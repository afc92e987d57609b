package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.table.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Every row taken and not yet durable, and what may be acknowledged. Decides, never loads. The
 * task's thread only.
 *
 * <p>Where a table falls due by rows or bytes within the records of one {@code put}, its batch ends
 * with the transaction that made it due. Batches taken by age, by memory or at the end of a {@code
 * put} may end within a transaction.
 */
public final class RowBuffer {

  private final FlushLimits limits;
  private final Map<TableId, TableBuffer> tables = new LinkedHashMap<>();
  private final Set<TableBuffer> dueBySize = new HashSet<>();
  private final DurableOffsets offsets = new DurableOffsets();
  private long newestVersion = Audit.NO_VERSION;

  public RowBuffer(FlushLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes a change, behind all taken before.
   *
   * @param partition of the record, before any transformation
   * @param offset of the record in it
   * @param now the time its wait begins
   */
  public void add(Change change, TopicPartition partition, long offset, Instant now) {
    add(change, partition, offset, Optional.empty(), now);
  }

  /**
   * Takes a change, behind all taken before, and may keep its record.
   *
   * @param partition of the record, before any transformation
   * @param offset of the record in it
   * @param origin the record, to be kept as long as its row; it takes memory
   * @param now the time its wait begins
   */
  public void add(
      Change change,
      TopicPartition partition,
      long offset,
      Optional<SinkRecord> origin,
      Instant now) {
    if (change instanceof Change.Write write) {
      endTransaction(write.operation().audit().version());
      TableBuffer table = table(write.table());
      table.arrivesFrom(partition);
      offsets.accept(partition, offset, table.add(write.operation(), origin, now));
      if (table.isDueBySize()) {
        dueBySize.add(table);
      }
    } else if (change instanceof Change.Truncate truncate) {
      offsets.accept(partition, offset, table(truncate.table()).truncate(now));
    } else {
      offsets.acceptNothing(partition, offset);
    }
  }

  /** Another commit LSN: all rows of the transaction before have been taken. */
  private void endTransaction(long version) {
    if (version != newestVersion && version != Audit.NO_VERSION) {
      newestVersion = version;
      dueBySize.forEach(TableBuffer::sealIfDue);
    }
  }

  private TableBuffer table(TableId id) {
    return tables.computeIfAbsent(id, key -> new TableBuffer(key, limits));
  }

  /** Takes the batches that are due; each is in flight until {@link #loaded}. */
  public List<RowBatch> takeDue(Instant now) {
    boolean full = isFull();
    return take(table -> full || table.isDue(now), now);
  }

  /** Takes a batch of every table that has rows and none in flight, due or not. */
  public List<RowBatch> takeAll(Instant now) {
    return take(table -> true, now);
  }

  private List<RowBatch> take(Predicate<TableBuffer> wanted, Instant now) {
    List<RowBatch> taken = new ArrayList<>();
    for (TableBuffer table : tables.values()) {
      if (table.canBeTaken() && wanted.test(table)) {
        taken.add(table.take(now));
        dueBySize.remove(table);
      }
    }
    return taken;
  }

  /** A batch that was taken is durable; whether any partition may be committed further. */
  public boolean loaded(RowBatch batch) {
    tables.get(batch.table()).loaded();
    return offsets.advance();
  }

  /** A batch that was taken is not durable; whether it should be loaded again, as it is. */
  public boolean failed(RowBatch batch) {
    return tables.get(batch.table()).failed();
  }

  /** StarRocks has too many versions of the table, of which a batch was taken. */
  public void slowDown(TableId table) {
    tables.get(table).slowDown();
  }

  /** Tables that are loaded less often than configured. */
  public long slowedTables() {
    return tables.values().stream().filter(TableBuffer::isSlowed).count();
  }

  /** Whether the memory allowed is used: no more changes should be added. */
  public boolean isFull() {
    return bytes() >= limits.maxBytes();
  }

  /** Time until a table without a load in flight is due; empty when none has rows. */
  public Optional<Duration> waitLeft(Instant now) {
    return tables.values().stream()
        .filter(TableBuffer::canBeTaken)
        .map(table -> table.waitLeft(now))
        .min(Duration::compareTo);
  }

  /** Offset of the next record needed, by partition from which any was taken. */
  public Map<TopicPartition, Long> positions() {
    return offsets.positions();
  }

  /** Whether every record read from the partition is durable. */
  public boolean isIdle(TopicPartition partition) {
    return offsets.isIdle(partition);
  }

  /** Nothing more of these partitions is acknowledged until records of them are added anew. */
  public void forget(Collection<TopicPartition> partitions) {
    offsets.forget(partitions);
  }

  /**
   * Drops every row: rows of several partitions are folded together and cannot be told apart. What
   * is in flight may still become durable, but is not loaded again.
   *
   * @return where to read again, by partition that was not forgotten
   */
  public Map<TopicPartition, Long> rewind() {
    tables.values().forEach(TableBuffer::discard);
    dueBySize.clear();
    offsets.rewind();
    return offsets.positions();
  }

  /** Rows not yet durable. */
  public long rows() {
    return tables.values().stream().mapToLong(TableBuffer::rows).sum();
  }

  /** Estimated bytes of those rows. */
  public long bytes() {
    return tables.values().stream().mapToLong(TableBuffer::bytes).sum();
  }
}
