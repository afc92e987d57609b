package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import java.util.Optional;

/**
 * A table as a publication has it now.
 *
 * @param relation what its Relation message would say: the published columns and no others
 * @param rowFilter SQL condition on the rows that are published; empty for all rows
 */
public record PublishedTable(Relation relation, Optional<String> rowFilter) {}
