package io.dbmazz.starrocks.emulator.http;

/** An operation that a front end does itself. */
@FunctionalInterface
interface Work {
  /**
   * Does it.
   *
   * @throws RefusedException with another answer
   */
  TransactionReply run(LoadFault fault) throws RefusedException;
}
