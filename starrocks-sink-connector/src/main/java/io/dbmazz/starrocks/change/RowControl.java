package io.dbmazz.starrocks.change;

import io.dbmazz.record.Operation;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * What a row without an envelope says of itself: {@code __deleted} and {@code __op} as Debezium's
 * ExtractNewRecordState adds them, or StarRocks' own {@code __op} (0 upsert, 1 delete).
 */
final class RowControl {

  static final String OP = "__op";
  static final String DELETED = "__deleted";

  private RowControl() {}

  /**
   * The operation a row asks for.
   *
   * @param row Struct or Map
   * @return empty when it does not say: it is to be written
   * @throws IllegalArgumentException when {@code __op} is none of those letters and numbers
   */
  static Optional<Operation> operation(Object row) {
    Object deleted = field(row, DELETED);
    if (deleted != null && Boolean.parseBoolean(deleted.toString())) {
      return Optional.of(Operation.DELETE);
    }
    Object op = field(row, OP);
    if (op == null) {
      return Optional.empty();
    }
    if (op instanceof Number number) {
      return numbered(number.intValue());
    }
    return switch (op.toString()) {
      case "0", "upsert" -> Optional.empty();
      case "1", "delete" -> Optional.of(Operation.DELETE);
      default -> Optional.of(Operation.fromCode(op.toString()));
    };
  }

  private static Optional<Operation> numbered(int op) {
    return switch (op) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Operation.DELETE);
      default ->
          throw new IllegalArgumentException(
              OP + " is " + op + ", expected 0 (upsert) or 1 (delete)");
    };
  }

  private static Object field(Object row, String name) {
    if (row instanceof Struct struct) {
      Field field = struct.schema().field(name);
      return field == null ? null : struct.get(field);
    }
    return ((Map<?, ?>) row).get(name);
  }
}
