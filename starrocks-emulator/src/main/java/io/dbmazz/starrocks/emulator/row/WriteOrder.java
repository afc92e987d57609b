package io.dbmazz.starrocks.emulator.row;

/** In which order one load's upserts and deletes of the same key take effect. */
public enum WriteOrder {
  /** Shared-nothing: body order, the last one wins. */
  AS_SENT,
  /** Shared-data before PR #75338: all deletes after all upserts. */
  DELETES_LAST
}
