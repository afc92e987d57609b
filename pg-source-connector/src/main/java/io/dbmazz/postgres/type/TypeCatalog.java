package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.util.Optional;

/** The types of the database as they are now, which may be later than the WAL being read. */
public interface TypeCatalog {

  /**
   * A type, or empty when it is no longer there.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  Optional<CatalogType> find(Oid type);

  /**
   * How many of a money value's digits are fraction, as the database's {@code lc_monetary} says.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  int moneyFractionDigits();
}
