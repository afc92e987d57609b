package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Loads batches of several tables in one transaction, together with the position behind them. One
 * thread at a time, but for {@link #logIn}, {@link #prepare} and {@link #close}.
 *
 * <p>When {@link #load} or {@link #commit} throws, the transaction is over, committed or not, and
 * {@link #takeOver} tells which.
 */
public interface TransactionalLoader extends TargetLoader {

  /**
   * Becomes the only one that can commit rows of these partitions, and of no others: whatever
   * another owner has open is rolled back, whatever it begins from now on is refused.
   *
   * @return where to go on, by partition of which anything was ever committed
   * @throws org.apache.kafka.connect.errors.RetriableException when it is not known yet
   */
  Map<TopicPartition, Position> takeOver(Collection<TopicPartition> partitions);

  /**
   * Loads batches, each of another table, into the open transaction, or into a new one.
   *
   * @throws org.apache.kafka.connect.errors.DataException when rows are refused
   * @throws org.apache.kafka.connect.errors.RetriableException when time may cure the failure
   * @throws org.apache.kafka.connect.errors.ConnectException otherwise
   */
  void load(List<RowBatch> batches);

  /**
   * Commits what was loaded together with these positions; of other partitions the position stays.
   *
   * @throws org.apache.kafka.connect.errors.DataException when rows are refused
   * @throws org.apache.kafka.connect.errors.RetriableException when time may cure the failure, or
   *     when it is not known what became of the transaction
   * @throws org.apache.kafka.connect.errors.ConnectException otherwise
   */
  void commit(Map<TopicPartition, Position> positions);

  /** Refuses the rows that {@link #load} and {@link #commit} would refuse, and loads nothing. */
  StreamLoader trial();

  /** Rolls back what is open, as far as StarRocks answers; what does not is rolled back later. */
  void abandon();

  /** Cuts what is under way; rolls back what is open. */
  @Override
  void close();
}
