package io.dbmazz.postgres.type;

/**
 * Hides the values of a column, or shortens them, before they go anywhere. NULL stays NULL.
 * Immutable, any thread; never shows its salt.
 */
public sealed interface ColumnMask permits HashMask, StarMask, Truncation {

  /** How a text is turned into the bytes that are hashed, as Debezium's two versions do. */
  enum Hashing {
    /** The text as Java serializes it. */
    SERIALIZED,
    /** The text's UTF-8. */
    PLAIN
  }

  /**
   * The hexadecimal hash of PostgreSQL's text of the value. Equal values have equal hashes.
   *
   * @param algorithm such as SHA-256, of {@link java.security.MessageDigest}
   * @throws IllegalArgumentException when this Java has no such algorithm
   */
  static ColumnMask hash(Hashing hashing, String algorithm, String salt) {
    return new HashMask(hashing, algorithm, salt);
  }

  /** So many asterisks, whatever the value. */
  static ColumnMask stars(int count) {
    return new StarMask("*".repeat(count));
  }

  /** The first characters of a text; values of other types are left whole. */
  static ColumnMask truncation(int characters) {
    return new Truncation(characters);
  }

  /** The type of a column of this type, once it is masked. */
  ColumnType over(ColumnType type);

  /** Whether different values stay different, so that a key may be masked. */
  boolean keepsValuesApart();
}
