package io.dbmazz.runner.pipeline;

/**
 * What outlives a task within the process: the topics' offsets and the records not yet stored.
 *
 * @param topics seen so far
 * @param ledger of polled records
 */
record Journal(EmbeddedTopics topics, Ledger ledger) {

  static Journal startingAt(long epochMillis) {
    return new Journal(new EmbeddedTopics(epochMillis), new Ledger());
  }
}
