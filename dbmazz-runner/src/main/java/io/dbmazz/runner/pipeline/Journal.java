package io.dbmazz.runner.pipeline;

import java.util.Optional;

/**
 * What outlives a task within the process: the topics' offsets and the records not yet stored.
 *
 * @param topics seen so far
 * @param ledger of polled records
 * @param checkpoints between them
 */
record Journal(EmbeddedTopics topics, Ledger ledger, Checkpoints checkpoints) {

  static Journal startingAt(long epochMillis, Optional<String> stream) {
    EmbeddedTopics topics =
        stream
            .map(name -> EmbeddedTopics.inOneStream(name, epochMillis))
            .orElseGet(() -> new EmbeddedTopics(epochMillis));
    return new Journal(topics, new Ledger(), new Checkpoints(topics));
  }
}
