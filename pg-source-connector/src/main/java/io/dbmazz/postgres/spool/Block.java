package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;

/** Consecutive messages of one transaction without an outcome. */
interface Block {

  /** Kind of the message that ends the block. */
  char end();

  /**
   * Takes a message of the block.
   *
   * @param kind its first byte
   */
  Fate add(char kind, WalData data);
}
