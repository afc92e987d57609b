package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.JdbcTypeCatalog;
import io.dbmazz.postgres.type.TypeResolver;
import java.util.List;
import java.util.Map;

/**
 * Tables whose rows come by COPY instead of the stream, prepared as {@link ChangeDecoder} prepares
 * those of the stream: same schemas, same decoders, same values. For one thread.
 */
public final class CopiedTables {

  private final Tables tables;
  private final JdbcTableCatalog catalog;

  /**
   * @param catalog connection to the same database; not closed
   */
  public CopiedTables(ChangeOptions options, CatalogConnection catalog) {
    TypeResolver types = new TypeResolver(options.types(), new JdbcTypeCatalog(catalog));
    this.catalog = new JdbcTableCatalog(catalog);
    tables = new Tables(options, types, this.catalog);
  }

  /**
   * Prepares a table, again when its shape has changed.
   *
   * @throws IllegalArgumentException when the options leave the table out
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   * @throws org.apache.kafka.connect.errors.ConnectException when two tables share a topic
   */
  public CopiedTable prepare(PublishedTable published) {
    tables.put(published.relation());
    Table table =
        tables
            .find(published.relation().oid())
            .orElseThrow(() -> new IllegalArgumentException("Not captured: " + published));
    return new CopiedTable(published, table, tables);
  }

  /**
   * Prepares captured tables with one question to the catalog for all.
   *
   * @return in the same order
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   * @throws org.apache.kafka.connect.errors.ConnectException when two tables share a topic
   */
  public List<CopiedTable> prepare(List<PublishedTable> published) {
    Map<Oid, TableFacts> facts =
        catalog.describe(published.stream().map(table -> table.relation().oid()).toList());
    return published.stream().map(table -> prepare(table, facts)).toList();
  }

  private CopiedTable prepare(PublishedTable published, Map<Oid, TableFacts> facts) {
    Relation relation = published.relation();
    TableFacts described = facts.getOrDefault(relation.oid(), TableFacts.UNKNOWN);
    return new CopiedTable(published, tables.put(relation, described), tables);
  }
}
