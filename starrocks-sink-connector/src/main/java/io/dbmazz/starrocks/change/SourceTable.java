package io.dbmazz.starrocks.change;

/**
 * Where a row comes from, as an envelope's {@code source} tells it.
 *
 * @param server {@code source.name}; empty when not told
 * @param schema {@code source.schema}; empty when not told
 * @param table {@code source.table}
 */
record SourceTable(String server, String schema, String table) {

  @Override
  public String toString() {
    return (server.isEmpty() ? "" : server + ": ") + (schema.isEmpty() ? "" : schema + ".") + table;
  }
}
