package io.dbmazz.postgres.pgoutput;

/**
 * A column as a Relation message describes it.
 *
 * @param name as PostgreSQL spells it, any case
 * @param inIdentity whether it belongs to the replica identity; with FULL every column does
 * @param type of a domain column the domain's own
 * @param modifier {@code atttypmod}, -1 for none
 */
public record RelationColumn(String name, boolean inIdentity, Oid type, int modifier) {}
