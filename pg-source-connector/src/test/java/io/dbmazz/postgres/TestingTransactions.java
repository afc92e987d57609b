package io.dbmazz.postgres;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/** Notes after which records a worker would commit. */
final class TestingTransactions implements TransactionContext {

  private final List<SourceRecord> last = new ArrayList<>();

  /** The records after which to commit, in the order of the calls. */
  List<SourceRecord> last() {
    return last;
  }

  @Override
  public void commitTransaction(SourceRecord record) {
    last.add(record);
  }

  @Override
  public void commitTransaction() {
    throw new UnsupportedOperationException("A batch is no transaction");
  }

  @Override
  public void abortTransaction() {
    throw new UnsupportedOperationException("PostgreSQL sends no aborted transactions");
  }

  @Override
  public void abortTransaction(SourceRecord record) {
    throw new UnsupportedOperationException("PostgreSQL sends no aborted transactions");
  }
}
