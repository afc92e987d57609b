package io.dbmazz.starrocks.change;

/**
 * A value that the type of its source column cannot hold, such as NaN in a decimal: only its text
 * is known.
 *
 * @param text as PostgreSQL writes it
 */
public record Unrepresentable(String text) {

  /** Shows no value. */
  @Override
  public String toString() {
    return "Unrepresentable";
  }
}
