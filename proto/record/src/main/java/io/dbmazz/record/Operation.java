package io.dbmazz.record;

/** What happened to a row or table: the {@code op} of the envelope, with Debezium's letters. */
public enum Operation {
  CREATE("c"),
  UPDATE("u"),
  DELETE("d"),
  /** A row read by a snapshot. */
  READ("r"),
  TRUNCATE("t");

  private final String code;

  Operation(String code) {
    this.code = code;
  }

  /** The letter that travels in the envelope. */
  public String code() {
    return code;
  }

  /**
   * The operation of a letter.
   *
   * @throws IllegalArgumentException when no operation has this letter
   */
  public static Operation fromCode(String code) {
    return switch (code) {
      case "c" -> CREATE;
      case "u" -> UPDATE;
      case "d" -> DELETE;
      case "r" -> READ;
      case "t" -> TRUNCATE;
      default ->
          throw new IllegalArgumentException("Unknown op '" + code + "', expected c, u, d, r or t");
    };
  }
}
