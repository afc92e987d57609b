package io.dbmazz.starrocks.json;

/** Connect's form of a value to its meaning, see {@link Value}; prepared once per schema. */
@FunctionalInterface
interface ValueReader {

  /** Reads a value that is not null. */
  Object read(Object value);
}
