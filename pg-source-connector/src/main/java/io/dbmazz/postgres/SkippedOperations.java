package io.dbmazz.postgres;

import io.dbmazz.record.Operation;
import java.util.EnumSet;
import java.util.Set;

/** Reads {@code skipped.operations}. */
final class SkippedOperations {

  private SkippedOperations() {}

  /**
   * The operations of a list of c, u, d and t; none for an empty list and for {@code none}.
   *
   * @throws IllegalArgumentException naming the entry that is none of them
   */
  static Set<Operation> parse(String list) {
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (String entry : list.split(",", -1)) {
      String code = entry.trim();
      switch (code) {
        case "c" -> operations.add(Operation.CREATE);
        case "u" -> operations.add(Operation.UPDATE);
        case "d" -> operations.add(Operation.DELETE);
        case "t" -> operations.add(Operation.TRUNCATE);
        case "", "none" -> {}
        default ->
            throw new IllegalArgumentException("'" + code + "' is none of c, u, d, t and none");
      }
    }
    return Set.copyOf(operations);
  }
}
