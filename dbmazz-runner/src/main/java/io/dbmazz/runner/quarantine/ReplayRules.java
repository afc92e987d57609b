package io.dbmazz.runner.quarantine;

import java.util.Map;
import java.util.Optional;

/** Which records may be loaded though newer changes of their rows have been loaded meanwhile. */
final class ReplayRules {

  /** What becomes of records without a version. */
  enum Unversioned {
    /** They stay. */
    STAY,
    /** They are loaded, and replace whatever there is. */
    LOAD
  }

  private final boolean audited;
  private final boolean hardDeletes;
  private final Unversioned unversioned;

  /**
   * Rules for a sink.
   *
   * @param sink its configuration
   */
  ReplayRules(Map<String, String> sink, Unversioned unversioned) {
    this.audited = !"false".equalsIgnoreCase(sink.get("audit.columns"));
    this.hardDeletes = "hard".equalsIgnoreCase(sink.get("delete.mode"));
    this.unversioned = unversioned;
  }

  /** Why the record must stay; empty when it may be loaded. */
  Optional<String> hindrance(Entry entry) {
    String operation = entry.operation().orElse("");
    if (operation.equals("t")) {
      return Optional.of(
          "it empties its table, of newer rows too; truncate the table by hand and remove the"
              + " record from its file");
    }
    if (operation.equals("d") && hardDeletes) {
      return Optional.of(
          "delete.mode=hard deletes a row whatever its version; delete it by hand unless it was"
              + " inserted again, and remove the record from its file");
    }
    boolean versioned = audited && entry.position().isPresent();
    if (!versioned && unversioned == Unversioned.STAY) {
      return Optional.of(
          (audited ? "it has no commit LSN" : "audit.columns=false keeps no version")
              + ", so that it would replace a newer row; --without-version loads it all the same");
    }
    return Optional.empty();
  }
}
