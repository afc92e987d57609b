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
   * The oid of a type of schema {@code pg_catalog}, which cannot be dropped; empty when none has
   * the name.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  Optional<Oid> builtIn(String name);

  /**
   * How many of a money value's digits are fraction, as the database's {@code lc_monetary} says.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  int moneyFractionDigits();
}
