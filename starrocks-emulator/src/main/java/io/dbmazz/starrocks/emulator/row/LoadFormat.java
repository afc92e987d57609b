package io.dbmazz.starrocks.emulator.row;

import java.util.Optional;

/** How the body of a load is written. */
public sealed interface LoadFormat {

  /**
   * JSON documents.
   *
   * @param stripOuterArray whether a body that starts with {@code [} is accepted
   * @param root {@code json_root}, for example {@code $.rows}
   * @param paths {@code jsonpaths}, a JSON array of paths, positional onto the columns
   */
  record Json(boolean stripOuterArray, Optional<String> root, Optional<String> paths)
      implements LoadFormat {}

  /**
   * Delimited text; NULL is {@code \N}.
   *
   * @param columnSeparator between values
   * @param rowDelimiter after each row
   * @param skipHeader rows left out at the beginning
   */
  record Csv(String columnSeparator, String rowDelimiter, long skipHeader) implements LoadFormat {}
}
