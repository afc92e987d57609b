package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.StoredOffsets;
import java.util.List;
import java.util.Map;

/**
 * Removes what a job leaves behind: first the slot, then the offsets. Should the process die
 * between the two, the next start finds an offset without its slot and says so, rather than going
 * on from an arbitrary place.
 */
record JobDeletion(
    ReplicationSlot slot,
    Runnable sinkOffsets,
    StoredOffsets offsets,
    List<Map<String, String>> partitions) {

  void run() throws InterruptedException {
    slot.drop();
    sinkOffsets.run();
    partitions.forEach(offsets::delete);
  }
}
