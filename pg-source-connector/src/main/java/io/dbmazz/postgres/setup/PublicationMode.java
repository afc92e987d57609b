package io.dbmazz.postgres.setup;

/** What may be done about the publication: {@code publication.autocreate.mode}. */
public enum PublicationMode {
  /** Create it FOR ALL TABLES when it is missing; takes a superuser. */
  ALL_TABLES,
  /** Create it for the captured tables when it is missing, add those that it lacks. */
  FILTERED,
  /** Nothing: it must be there with all captured tables. */
  DISABLED
}
