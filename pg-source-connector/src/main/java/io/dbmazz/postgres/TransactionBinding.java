package io.dbmazz.postgres;

import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;

/** The only class that touches KIP-618's task side, which workers before 3.3 lack. */
final class TransactionBinding {

  private TransactionBinding() {}

  /** What to do with the last record of a transaction; nothing unless the worker asks. */
  static Consumer<SourceRecord> commits(SourceTaskContext context) {
    TransactionContext transactions = context.transactionContext();
    return transactions == null ? record -> {} : transactions::commitTransaction;
  }
}
