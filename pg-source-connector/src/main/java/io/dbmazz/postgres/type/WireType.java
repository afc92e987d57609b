package io.dbmazz.postgres.type;

/**
 * A type's name as of the change; for a domain that of its base type.
 *
 * @param schema never empty ({@code pg_catalog} spelled out)
 * @param name of the type
 */
public record WireType(String schema, String name) {}
