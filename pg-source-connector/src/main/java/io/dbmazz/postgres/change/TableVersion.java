package io.dbmazz.postgres.change;

import io.dbmazz.record.ChangeRecordSchemas;

/**
 * A table as one Relation message described it: everything prepared once, nothing per row.
 *
 * @param schema of the table, never empty ({@code pg_catalog} spelled out)
 * @param table name
 * @param schemas Connect schemas, whose topic is {@code <topic.prefix>.<schema>.<table>}
 */
public record TableVersion(String schema, String table, ChangeRecordSchemas schemas) {}
