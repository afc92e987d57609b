package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Heartbeat;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TransactionBoundariesIT {

  @Test
  void lastRecordOfEachTransactionEndsIt() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingTransactions transactions = new TestingTransactions();
      TestingWorker worker = source.startWith(transactions);
      source.transaction("INSERT INTO orders VALUES (1), (2)", "INSERT INTO orders VALUES (3)");
      source.sql("INSERT INTO orders VALUES (4)");
      source.transaction("INSERT INTO orders VALUES (5)", "DELETE FROM orders WHERE id = 4");
      List<SourceRecord> records = worker.poll(7);

      assertThat(transactions.last())
          .containsExactly(records.get(2), records.get(3), records.get(6));
      assertThat(records.get(6).value()).as("the tombstone").isNull();
    }
  }

  @Test
  void smallBatchesDoNotCutATransaction() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("max.batch.size", "1")) {
      TestingTransactions transactions = new TestingTransactions();
      TestingWorker worker = source.startWith(transactions);
      source.sql("INSERT INTO orders SELECT generate_series(1, 5)");

      List<SourceRecord> records = worker.poll(5);

      assertThat(transactions.last()).containsExactly(records.get(4));
    }
  }

  @Test
  void heartbeatBetweenTransactionsIsOne() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("heartbeat.interval.ms", "100")) {
      TestingTransactions transactions = new TestingTransactions();
      TestingWorker worker = source.startWith(transactions);
      source.sql("CREATE TABLE other (id int)", "INSERT INTO other VALUES (1)");

      List<SourceRecord> heartbeats =
          worker.pollUntil(record -> record.topic().equals(Heartbeat.topic("shop")));

      assertThat(transactions.last()).isEqualTo(heartbeats);
    }
  }

  @Test
  void transactionThatIsGoneOnWithInTheMiddleEndsOnce() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker first = source.start();
      source.sql("INSERT INTO orders SELECT generate_series(1, 3)");
      List<SourceRecord> records = new ArrayList<>(first.poll(3));
      first.store(records.get(1));
      first.close();

      TestingTransactions transactions = new TestingTransactions();
      TestingWorker second = source.startWith(transactions);

      assertThat(second.poll(1)).isEqualTo(records.subList(2, 3));
      assertThat(transactions.last()).isEqualTo(records.subList(2, 3));
    }
  }
}
