package io.dbmazz.postgres.setup;

/**
 * A table as the catalog spells it.
 *
 * @param schema name
 * @param table name
 */
public record TableName(String schema, String table) {

  /** For statements. */
  public String quoted() {
    return Sql.identifier(schema) + "." + Sql.identifier(table);
  }

  @Override
  public String toString() {
    return schema + "." + table;
  }
}
