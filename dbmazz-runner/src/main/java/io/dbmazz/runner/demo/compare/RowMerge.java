package io.dbmazz.runner.demo.compare;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Walks two row sequences in key order, side by side, and notes every difference. */
final class RowMerge {

  private static final int EXAMPLES = 5;

  private final List<String> columns;
  private final List<String> examples = new ArrayList<>();
  private long equal;
  private long missing;
  private long extra;
  private long changed;

  private RowMerge(List<String> columns) {
    this.columns = columns;
  }

  /**
   * Compares two sequences.
   *
   * @param columns names of the values in each row, for the differences' text
   * @param source rows with strictly ascending keys
   * @param target likewise
   */
  static TableEquality compare(List<String> columns, Iterator<Row> source, Iterator<Row> target) {
    RowMerge merge = new RowMerge(columns);
    Optional<Row> left = next(source);
    Optional<Row> right = next(target);
    while (left.isPresent() || right.isPresent()) {
      int order = order(left, right);
      if (order < 0) {
        merge.missing(left.orElseThrow());
      } else if (order > 0) {
        merge.extra(right.orElseThrow());
      } else {
        merge.both(left.orElseThrow(), right.orElseThrow());
      }
      left = order <= 0 ? next(source) : left;
      right = order >= 0 ? next(target) : right;
    }
    return merge.result();
  }

  private static Optional<Row> next(Iterator<Row> rows) {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  private static int order(Optional<Row> left, Optional<Row> right) {
    if (left.isEmpty()) {
      return 1;
    }
    return right.isEmpty() ? -1 : left.get().key().compareTo(right.get().key());
  }

  private void missing(Row row) {
    missing++;
    note("row " + row.key() + " is missing in the target");
  }

  private void extra(Row row) {
    extra++;
    note("row " + row.key() + " is only in the target");
  }

  private void both(Row source, Row target) {
    List<String> different = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.equals(source.values().get(i), target.values().get(i))) {
        different.add(columns.get(i));
      }
    }
    if (different.isEmpty()) {
      equal++;
      return;
    }
    changed++;
    note("row " + source.key() + " differs in " + different);
  }

  private void note(String difference) {
    if (examples.size() < EXAMPLES) {
      examples.add(difference);
    }
  }

  private TableEquality result() {
    return new TableEquality(equal, missing, extra, changed, List.copyOf(examples));
  }
}
