package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.StoredOffsets;
import java.util.Map;

/**
 * Removes what a job leaves behind: first the slot, then the offset. Should the process die between
 * the two, the next start finds an offset without its slot and says so, rather than going on from
 * an arbitrary place.
 */
record JobDeletion(ReplicationSlot slot, StoredOffsets offsets, Map<String, String> partition) {

  void run() throws InterruptedException {
    slot.drop();
    offsets.delete(partition);
  }
}
