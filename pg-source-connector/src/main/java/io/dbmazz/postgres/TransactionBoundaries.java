package io.dbmazz.postgres;

import io.dbmazz.postgres.emit.EmittedRecord;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the worker where PostgreSQL's transactions end, when it asks for that ({@code
 * transaction.boundary=connector}, KIP-618): one transaction in Kafka for each that has records,
 * and one for each batch of a table's snapshot. For the polling thread alone.
 */
final class TransactionBoundaries {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionBoundaries.class);
  private static final String TABLE = "table";

  private final Consumer<SourceRecord> last;

  /**
   * @param last told of each record after which the worker is to commit
   */
  TransactionBoundaries(Consumer<SourceRecord> last) {
    this.last = last;
  }

  /** Those that the worker asks for; without a question nobody is told. */
  static TransactionBoundaries of(SourceTaskContext context) {
    try {
      return new TransactionBoundaries(TransactionBinding.commits(context));
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.debug("This worker has no transactions of connectors", e);
      return new TransactionBoundaries(record -> {});
    }
  }

  /** Marks the records of a batch, before it is handed over. */
  void mark(List<SourceRecord> batch) {
    for (int i = 0; i < batch.size(); i++) {
      SourceRecord record = batch.get(i);
      boolean ends = record instanceof EmittedRecord emitted && emitted.endsTransaction();
      if (ends || (i == batch.size() - 1 && record.sourcePartition().containsKey(TABLE))) {
        last.accept(record);
      }
    }
  }
}
