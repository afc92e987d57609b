package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.DeleteMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the keys about deletes say together. */
final class Deletes {

  private Deletes() {}

  /**
   * What a delete does.
   *
   * @param mode {@code delete.mode}
   * @param enabled {@code starrocks.delete.enabled}, which goes first; null when it is not given
   */
  static DeleteMode mode(String mode, Boolean enabled) {
    if (enabled != null) {
      return enabled ? DeleteMode.HARD : DeleteMode.IGNORE;
    }
    return DeleteMode.valueOf(mode.toUpperCase(Locale.ROOT));
  }

  /**
   * What is wrong with deleting like this; empty when nothing is.
   *
   * @param given the configuration as it was written
   * @param mode what {@link #mode} made of it
   */
  static Optional<String> conflict(Map<String, ?> given, DeleteMode mode, boolean auditColumns) {
    Object named = given.get(SinkConfigDef.DELETE_MODE);
    if (named != null && !named.toString().equalsIgnoreCase(mode.name())) {
      return Optional.of(
          "starrocks.delete.enabled says otherwise. Remove that one, which belongs to StarRocks'"
              + " own connector");
    }
    return mode == DeleteMode.SOFT && !auditColumns
        ? Optional.of(
            "soft deletes are marks in the audit columns. Set it to hard or ignore, or"
                + " audit.columns=true")
        : Optional.empty();
  }
}
