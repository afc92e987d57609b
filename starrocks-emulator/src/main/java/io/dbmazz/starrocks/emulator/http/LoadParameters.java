package io.dbmazz.starrocks.emulator.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Those headers of a load that all loads of one transaction into one table must share. */
final class LoadParameters {
  /** The fields of TStreamLoadPutRequest, which transaction_stream_load.cpp compares. */
  private static final List<String> NAMES =
      List.of(
          "format",
          "columns",
          "where",
          "column_separator",
          "row_delimiter",
          "partitions",
          "temporary_partitions",
          "negative",
          "strict_mode",
          "timezone",
          "load_mem_limit",
          "jsonpaths",
          "json_root",
          "strip_outer_array",
          "partial_update",
          "partial_update_mode",
          "merge_condition",
          "transmission_compression_type",
          "load_dop",
          "compression",
          "Content-Encoding");

  private LoadParameters() {}

  static Map<String, String> of(LoadHeaders headers) {
    Map<String, String> parameters = new TreeMap<>();
    NAMES.forEach(name -> headers.text(name).ifPresent(value -> parameters.put(name, value)));
    return parameters;
  }
}
