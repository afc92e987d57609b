package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Update;
import io.dbmazz.postgres.pgoutput.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the TOASTed values that an update of the key leaves alone. Neither of its tuples has them,
 * and under the new key the target has nothing that could stay unchanged; so they are read from the
 * row as it is now. That may be a later value than the WAL's, whose own change is still to come. A
 * row that is gone or has moved on is settled by its later changes, too.
 */
final class UnsentValues {

  private final CurrentRows rows;

  UnsentValues(CurrentRows rows) {
    this.rows = rows;
  }

  /** The old tuple, completed by what the new row lacks, as far as it can be found. */
  Tuple complete(Table table, Update update) {
    List<Column> unsent =
        table.columns().stream()
            .filter(column -> update.after().kind(column.index()) == Tuple.Kind.UNCHANGED)
            .filter(column -> !update.before().hasValue(column.index()))
            .toList();
    if (unsent.isEmpty()) {
      return update.before();
    }
    List<String> key = table.key().stream().map(column -> newText(column, update)).toList();
    return rows.find(table, key, unsent)
        .map(texts -> completed(table, update.before(), unsent, texts))
        .orElse(update.before());
  }

  private static String newText(Column column, Update update) {
    int index = column.index();
    return text(update.after().hasValue(index) ? update.after() : update.before(), index)
        .orElseThrow();
  }

  private static Tuple completed(
      Table table, Tuple before, List<Column> unsent, List<Optional<String>> found) {
    List<Optional<String>> texts = new ArrayList<>();
    for (Column column : table.columns()) {
      int at = unsent.indexOf(column);
      texts.add(at < 0 ? text(before, column.index()) : found.get(at));
    }
    return Tuple.ofTexts(texts);
  }

  private static Optional<String> text(Tuple tuple, int index) {
    return tuple.hasValue(index)
        ? Optional.of(
            new String(
                tuple.data(), tuple.offset(index), tuple.length(index), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
