package io.dbmazz.postgres.replication;

import java.util.concurrent.CountDownLatch;

/**
 * What the WAL reader's thread shares with the task's.
 *
 * @param queue read, not yet polled
 * @param confirmed may be confirmed to the slot
 * @param stop counted down to end the reader
 */
record ReaderState(WalQueue queue, ConfirmedLsn confirmed, CountDownLatch stop) {}
