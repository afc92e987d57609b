package io.dbmazz.runner.pipeline;

import java.util.List;

/**
 * New settings for the running pipeline.
 *
 * @param flushSize rows that make a table due; 0 for unchanged, otherwise unsigned
 * @param flushIntervalMs longest wait of a buffered row; 0 for unchanged, otherwise unsigned
 * @param tables names with or without schema; empty for unchanged
 */
public record ReloadRequest(long flushSize, long flushIntervalMs, List<String> tables) {

  /** Takes a copy of the tables. */
  public ReloadRequest {
    tables = List.copyOf(tables);
  }
}
