package io.dbmazz.postgres.type.binary;

/** Finds the forms of the types that a value says it is made of. */
@FunctionalInterface
public interface FormLookup {

  /**
   * How an element is written inside an array.
   *
   * @param form of the element
   * @param delimiter between elements
   */
  record Element(BinaryForm form, char delimiter) {}

  /**
   * The form of the type with an oid.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException when it has none that is known
   */
  Element find(int oid);
}
