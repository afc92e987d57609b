package io.dbmazz.postgres;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Keys of the initial snapshot. */
final class SnapshotKeys {

  private SnapshotKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.choice(
                "snapshot.mode",
                List.of("initial", "no_data", "initial_only", "when_needed", "always"),
                "Snapshot",
                "Whether rows that were written before the slot are read. initial: the rows of each"
                    + " table once, before its changes. no_data: never; changes from the slot on."
                    + " initial_only: once, and no changes; leaves no slot behind. when_needed: as"
                    + " initial, and all tables anew when the slot no longer has the changes that"
                    + " follow the stored offset; rows deleted in such a gap stay in the target."
                    + " always: all tables at each start.")
            .of(Importance.MEDIUM),
        ConfigKey.whole(
            "snapshot.max.threads",
            1,
            1,
            "Snapshot readers",
            "Connections that read a snapshot at the same time, in ranges of 4 MiB also of one"
                + " table. Rows read ahead are bounded by max.queue.size.in.bytes."));
  }
}
