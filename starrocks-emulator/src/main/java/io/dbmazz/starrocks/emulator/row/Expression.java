package io.dbmazz.starrocks.emulator.row;

import java.util.List;
import java.util.stream.Stream;

/** The right side of a mapping in the {@code columns} header. */
sealed interface Expression {
  /** A source field. */
  record Reference(String field) implements Expression {}

  /** A quoted text or a number. */
  record Literal(String text, boolean quoted) implements Expression {}

  /** A function call; the name in lower case. */
  record Call(String function, List<Expression> arguments) implements Expression {}

  /** The source fields the expression reads. */
  default Stream<String> references() {
    if (this instanceof Reference reference) {
      return Stream.of(reference.field());
    }
    if (this instanceof Call call) {
      return call.arguments().stream().flatMap(Expression::references);
    }
    return Stream.empty();
  }
}
