package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.change.RowOperation;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/** StarRocks refuses a load for its rows, and may have said which. */
final class RefusedLoadException extends DataException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<RefusedLines> lines;

  /**
   * Says the rules broken.
   *
   * @param message without a value
   * @param lines of the error log; empty when it cannot be had
   */
  RefusedLoadException(String message, Optional<RefusedLines> lines) {
    super(message);
    this.lines = lines;
  }

  /** Those of the load's rows that seem to be refused; none when nothing is known. */
  List<RowOperation> among(List<RowOperation> rows) {
    return lines.map(known -> known.among(rows)).orElse(List.of());
  }
}
