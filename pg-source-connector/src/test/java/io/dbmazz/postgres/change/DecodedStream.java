package io.dbmazz.postgres.change;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.postgres.TestingStream;
import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.TypeOptions;
import io.dbmazz.record.ChangeRecordSchemas;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** A replication session whose messages come out as changes. */
final class DecodedStream implements AutoCloseable {

  private final PgOutputDecoder pgOutput = new PgOutputDecoder();
  private final TestingStream stream;
  private final CatalogConnection catalog;
  private final ChangeDecoder changes;

  private DecodedStream(
      TestingStream stream, CatalogConnection catalog, BiPredicate<String, String> tables) {
    this.stream = stream;
    this.catalog = catalog;
    ChangeOptions options =
        new ChangeOptions(
            "srv", TypeOptions.defaults(), ChangeRecordSchemas.UNAVAILABLE_VALUE, tables);
    this.changes = new ChangeDecoder(options, catalog);
  }

  /** A session of its own in a new database, with all tables published, roots for partitions. */
  static DecodedStream open(TestingPostgres postgres, String database) throws SQLException {
    postgres.createDatabase(database);
    String roots = postgres.majorVersion() < 13 ? "" : " WITH (publish_via_partition_root = true)";
    postgres.executeIn(database, "CREATE PUBLICATION p FOR ALL TABLES" + roots);
    return open(postgres, database, (schema, table) -> true);
  }

  /** A session in a database that has the publication p. */
  static DecodedStream open(
      TestingPostgres postgres, String database, BiPredicate<String, String> tables)
      throws SQLException {
    TestingStream stream = TestingStream.open(postgres, database, "p");
    CatalogConnection catalog = new CatalogConnection(() -> postgres.connect(database));
    return new DecodedStream(stream, catalog, tables);
  }

  /** Runs statements and returns all events that came of them. */
  List<StreamEvent> eventsOf(String... statements) throws SQLException {
    List<StreamEvent> events = new ArrayList<>();
    for (TestingStream.Message message : stream.messagesOf(statements)) {
      events.addAll(changes.decode(pgOutput.decode(message.payload()), message.dataStart()));
    }
    return events;
  }

  /** Runs statements and returns the row changes that came of them. */
  List<RowChange> changesOf(String... statements) throws SQLException {
    return eventsOf(statements).stream()
        .filter(RowChange.class::isInstance)
        .map(RowChange.class::cast)
        .toList();
  }

  @Override
  public void close() throws SQLException {
    stream.close();
    catalog.close();
  }
}
