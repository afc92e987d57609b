package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the TOASTed values that a change leaves alone though its row is new to the target: an
 * update of the key, and an update of a row that comes to match the publication's filter, which
 * arrives as an insert. Neither tuple has them, and the target has nothing that could stay
 * unchanged; so they are read from the row as it is now. That may be a later value than the WAL's,
 * whose own change is still to come. A row that is gone or has moved on is settled by its later
 * changes, too. When the change itself is not visible yet, as with synchronous replication, the row
 * is still under its old key.
 */
final class UnsentValues {

  private final CurrentRows rows;

  UnsentValues(CurrentRows rows) {
    this.rows = rows;
  }

  /**
   * The old tuple, completed by what the new row lacks, as far as it can be found.
   *
   * @param before may be {@link Tuple#NONE}
   */
  Tuple complete(Table table, Tuple before, Tuple after) {
    List<Column> unsent =
        table.columns().stream()
            .filter(column -> after.kind(column.index()) == Tuple.Kind.UNCHANGED)
            .filter(column -> !isIn(before, column.index()))
            .toList();
    if (unsent.isEmpty() || table.key().isEmpty()) {
      return before;
    }
    List<String> key =
        table.key().stream().map(column -> newText(table, column, before, after)).toList();
    return rows.find(table, key, unsent)
        .or(() -> atOldKey(table, before, unsent))
        .map(texts -> completed(before, after.size(), unsent, texts))
        .orElse(before);
  }

  private Optional<List<Optional<String>>> atOldKey(
      Table table, Tuple before, List<Column> unsent) {
    List<Optional<String>> key =
        table.key().stream().map(column -> text(table, column, before)).toList();
    return key.stream().allMatch(Optional::isPresent)
        ? rows.find(table, key.stream().map(Optional::orElseThrow).toList(), unsent)
        : Optional.empty();
  }

  private static String newText(Table table, Column column, Tuple before, Tuple after) {
    return text(table, column, after.hasValue(column.index()) ? after : before).orElseThrow();
  }

  private static Tuple completed(
      Tuple before, int width, List<Column> unsent, List<Optional<String>> found) {
    Map<Integer, String> texts = new HashMap<>();
    for (int i = 0; i < unsent.size(); i++) {
      int index = unsent.get(i).index();
      found.get(i).ifPresent(text -> texts.put(index, text));
    }
    return before.withTexts(width, texts);
  }

  private static boolean isIn(Tuple tuple, int index) {
    return index < tuple.size() && tuple.hasValue(index);
  }

  private static Optional<String> text(Table table, Column column, Tuple tuple) {
    return isIn(tuple, column.index()) ? Optional.of(column.text(table, tuple)) : Optional.empty();
  }
}
