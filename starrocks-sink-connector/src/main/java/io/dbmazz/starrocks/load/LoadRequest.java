package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.Map;

/**
 * One Stream Load, the same however often it is sent.
 *
 * @param table the target as the body was encoded for it
 * @param label in the headers too
 * @param headers all but credentials
 * @param body the rows
 */
record LoadRequest(TargetTable table, Label label, Map<String, String> headers, Body body) {

  @Override
  public String toString() {
    return "Stream Load " + label + " into " + table.id();
  }
}
