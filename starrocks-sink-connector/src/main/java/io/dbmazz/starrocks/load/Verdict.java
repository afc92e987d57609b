package io.dbmazz.starrocks.load;

/** What an answer means for the load it answers. */
enum Verdict {
  /** Committed by this load. */
  LOADED,
  /** Committed by an earlier try of the same load. */
  LOADED_BEFORE,
  /** An earlier try of the same load is at work. */
  RUNNING,
  /** Nobody knows: the load state must be asked for. */
  UNSURE,
  /** Not committed; time cures it. */
  BUSY,
  /** Not committed, because the table has too many versions: time and larger loads cure it. */
  CROWDED,
  /** Not committed, because of its rows. */
  BAD_ROWS,
  /** Not committed, because rows and table do not fit: the table may have changed. */
  MISFIT,
  /** Not committed, because there is no such table. */
  NO_TABLE,
  /** Not committed, because the user may not. */
  DENIED,
  /** Not committed, because the database holds as much as its quota allows. */
  FULL,
  /** Not committed and never will be. */
  REFUSED,
  /** Not committed, for a reason that nobody has met yet. */
  UNEXPECTED
}
