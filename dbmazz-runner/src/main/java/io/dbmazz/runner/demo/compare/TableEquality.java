package io.dbmazz.runner.demo.compare;

import java.util.List;

/**
 * How a table and its copy compare.
 *
 * @param equal rows with the same key and the same value in every column
 * @param missing rows only in the source
 * @param extra live rows only in the target
 * @param changed rows in both with a different value in at least one column
 * @param examples the first differences, each naming the row's key and the columns, never a value
 */
public record TableEquality(
    long equal, long missing, long extra, long changed, List<String> examples) {

  /** Whether both sides hold exactly the same rows. */
  public boolean isEqual() {
    return missing == 0 && extra == 0 && changed == 0;
  }

  public long sourceRows() {
    return equal + missing + changed;
  }

  public long targetRows() {
    return equal + extra + changed;
  }
}
