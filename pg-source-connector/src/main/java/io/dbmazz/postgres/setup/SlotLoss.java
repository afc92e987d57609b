package io.dbmazz.postgres.setup;

/** What keeps a slot from being lost. */
final class SlotLoss {

  private SlotLoss() {}

  /**
   * The setting that prevents a loss.
   *
   * @param reason as of {@link SlotState#lossReason}
   */
  static String prevention(String reason) {
    return switch (reason) {
      case "idle_timeout" -> "A higher idle_replication_slot_timeout lets slots rest longer";
      case "rows_removed", "conflict with recovery" ->
          "hot_standby_feedback = on, with a slot for the standby, keeps the rows it needs";
      case "wal_level_insufficient" -> "wal_level must stay 'logical', on the primary too";
      default -> "A higher max_slot_wal_keep_size keeps slots longer";
    };
  }
}
