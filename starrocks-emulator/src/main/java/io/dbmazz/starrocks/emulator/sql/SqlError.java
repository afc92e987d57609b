package io.dbmazz.starrocks.emulator.sql;

/**
 * What a client is told when its statement fails: MySQL error number, SQLSTATE and StarRocks'
 * words.
 */
public final class SqlError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final String state;

  SqlError(int number, String state, String message) {
    super(message);
    this.number = number;
    this.state = state;
  }

  SqlError(int number, String state, String message, Throwable cause) {
    super(message, cause);
    this.number = number;
    this.state = state;
  }

  /** An error found before the statement runs. */
  static SqlError analyzing(String detail) {
    return new SqlError(1064, "HY000", "Getting analyzing error. Detail message: " + detail + ".");
  }

  /** A statement that cannot be read. */
  static SqlError syntax(int line, int column, String detail) {
    return new SqlError(
        1064,
        "HY000",
        "Getting syntax error at line "
            + line
            + ", column "
            + column
            + ". Detail message: "
            + detail
            + ".");
  }

  /** An error of a DDL statement while it runs. */
  static SqlError ddl(String message) {
    return new SqlError(1064, "HY000", message);
  }

  /** The number of StarRocks 3.3 and later; earlier ones answered 1049 with the same words. */
  static SqlError unknownDatabase(String name) {
    return new SqlError(5501, "3F000", "Unknown database '" + name + "'");
  }

  /** The number of StarRocks 3.3 and later; earlier ones answered 1051 with the same words. */
  static SqlError unknownTable(TableName name) {
    return new SqlError(
        5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + name + "'.");
  }

  static SqlError noDatabaseSelected() {
    return new SqlError(1046, "3D000", "No database selected");
  }

  static SqlError unknownColumn(String name) {
    return analyzing("Column '" + name + "' cannot be resolved");
  }

  /** The MySQL error number. */
  public int number() {
    return number;
  }

  /** The five characters of the SQLSTATE. */
  public String state() {
    return state;
  }
}
