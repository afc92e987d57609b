package io.dbmazz.postgres.setup;

/** Whether the slot was there before setup. */
enum SlotPresence {
  EXISTS,
  MISSING
}
