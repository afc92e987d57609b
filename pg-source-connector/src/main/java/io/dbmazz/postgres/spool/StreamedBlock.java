package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.pgoutput.StreamedMessage;
import io.dbmazz.postgres.replication.WalData;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A block between Stream Start and Stream Stop. What it describes counts for its transaction alone
 * as long as that has not committed.
 */
final class StreamedBlock implements Block {

  private static final String CHANGES = "IUDTMY";

  private final PendingTransaction transaction;
  private final Descriptions descriptions;

  StreamedBlock(PendingTransaction transaction, Descriptions descriptions) {
    this.transaction = transaction;
    this.descriptions = descriptions;
  }

  @Override
  public char end() {
    return 'E';
  }

  @Override
  public Fate add(char kind, WalData data) {
    if (kind == 'O') {
      return Fate.KEPT;
    }
    StreamedMessage message = StreamedMessage.split(data.payload());
    WalData plain = new WalData(data.start(), message.plain());
    if (kind == 'R') {
      transaction.describe(message.xid(), descriptions.arrived(plain));
    } else if (CHANGES.indexOf(kind) >= 0) {
      transaction.add(message.xid(), plain);
    } else {
      throw new ConnectException(
          "A message of kind '"
              + kind
              + "' came inside a block of transaction "
              + transaction.xid()
              + "; restart the task");
    }
    return Fate.KEPT;
  }
}
