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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** A replication session whose messages come out as changes. */
final class DecodedStream implements AutoCloseable {

  /** Does not compress below what is stored in the row. */
  static final String BIG = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 500) i)";

  /** Statements that create table t with row 1, whose doc is stored out of line. */
  static final String OUT_OF_LINE_ROW =
      "CREATE TABLE t (id int PRIMARY KEY, doc text);"
          + " ALTER TABLE t ALTER doc SET STORAGE EXTERNAL;"
          + " INSERT INTO t VALUES (1, "
          + BIG
          + ")";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String database;
  private final PgOutputDecoder pgOutput = new PgOutputDecoder();
  private final TestingStream stream;
  private final CatalogConnection catalog;
  private final ChangeDecoder changes;

  private DecodedStream(
      String database,
      TestingStream stream,
      CatalogConnection catalog,
      BiPredicate<String, String> tables,
      Transfer transfer) {
    this.database = database;
    this.stream = stream;
    this.catalog = catalog;
    ChangeOptions options =
        new ChangeOptions(
            "srv",
            TypeOptions.defaults(),
            ChangeRecordSchemas.UNAVAILABLE_VALUE,
            tables,
            (schema, table, column) -> true,
            Set.of(),
            transfer);
    this.changes = new ChangeDecoder(options, catalog);
  }

  /**
   * A session in a new database of the shared server, with all tables published, roots for
   * partitions.
   *
   * @param setup statements run in the database before
   */
  static DecodedStream open(String... setup) {
    TestingPostgres postgres = TestingPostgres.shared();
    String database = "decoded_" + DATABASES.incrementAndGet();
    try {
      postgres.createDatabase(database);
      String roots =
          postgres.majorVersion() < 13 ? "" : " WITH (publish_via_partition_root = true)";
      postgres.executeIn(database, "CREATE PUBLICATION p FOR ALL TABLES" + roots);
      postgres.executeIn(database, setup);
      return open(postgres, database, (schema, table) -> true);
    } catch (SQLException e) {
      throw new IllegalStateException("The stream of " + database + " could not be opened", e);
    }
  }

  /** A session in a database that has the publication p. */
  static DecodedStream open(
      TestingPostgres postgres, String database, BiPredicate<String, String> tables)
      throws SQLException {
    TestingStream stream = TestingStream.open(postgres, database, "p");
    CatalogConnection catalog = new CatalogConnection(() -> postgres.connect(database));
    return new DecodedStream(database, stream, catalog, tables, Transfer.TEXT);
  }

  /** A session of its own in another's database, with values in binary form. */
  DecodedStream binary() throws SQLException {
    return binary(Transfer.BINARY);
  }

  /** The same of a decoder that expects texts. */
  DecodedStream unexpectedlyBinary() throws SQLException {
    return binary(Transfer.TEXT);
  }

  private DecodedStream binary(Transfer transfer) throws SQLException {
    TestingPostgres postgres = TestingPostgres.shared();
    return new DecodedStream(
        database,
        TestingStream.openBinary(postgres, database, "p"),
        new CatalogConnection(() -> postgres.connect(database)),
        (schema, table) -> true,
        transfer);
  }

  String database() {
    return database;
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
