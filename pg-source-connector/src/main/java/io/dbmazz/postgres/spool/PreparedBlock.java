package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The messages between Begin Prepare and Prepare. The server takes what it describes there for
 * known from then on, so it counts at once; and what it described before is not repeated, so that
 * has to be kept with the rows.
 */
final class PreparedBlock implements Block {

  private static final int TRUNCATED_COUNT = 1;
  private static final int TRUNCATED_FIRST = 6;

  private final PendingTransaction transaction;
  private final Descriptions descriptions;

  PreparedBlock(PendingTransaction transaction, Descriptions descriptions) {
    this.transaction = transaction;
    this.descriptions = descriptions;
  }

  @Override
  public char end() {
    return 'P';
  }

  @Override
  public Fate add(char kind, WalData data) {
    switch (kind) {
      case 'R' -> transaction.describe(transaction.xid(), descriptions.put(data));
      case 'I', 'U', 'D' -> addRow(data);
      case 'T' -> addTruncate(data);
      case 'M' -> transaction.add(transaction.xid(), data);
      case 'Y', 'O' -> {
        return Fate.DECODE;
      }
      default ->
          throw new ConnectException(
              "A message of kind '"
                  + kind
                  + "' came inside the prepared transaction "
                  + transaction.xid()
                  + "; restart the task");
    }
    return kind == 'R' ? Fate.DECODE : Fate.KEPT;
  }

  private void addRow(WalData data) {
    transaction.assume(Descriptions.relation(data), descriptions);
    transaction.add(transaction.xid(), data);
  }

  private void addTruncate(WalData data) {
    ByteBuffer payload = data.payload().slice();
    int count = payload.getInt(TRUNCATED_COUNT);
    for (int i = 0; i < count; i++) {
      transaction.assume(payload.getInt(TRUNCATED_FIRST + i * Integer.BYTES), descriptions);
    }
    transaction.add(transaction.xid(), data);
  }
}
