package io.dbmazz.postgres.type;

/**
 * A value that the column's Connect type cannot hold, such as NaN in a Decimal.
 *
 * @param standIn what goes into the row in its place: a documented sentinel, or null where the type
 *     has none
 * @param text the value as PostgreSQL spells it, so that nothing is lost
 */
public record Unrepresentable(Object standIn, String text) {}
