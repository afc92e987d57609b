package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;

/** The tables of the database as they are now, which may be later than the WAL being read. */
interface TableCatalog {

  /**
   * A table's facts; {@link TableFacts#UNKNOWN} when it is gone.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  TableFacts describe(Oid relation);
}
