package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.SessionSettings;
import io.dbmazz.postgres.type.TypeOptions;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A row read by COPY is the row that the stream brought when it was written. */
class CopiedTypesIT {

  private static final Transaction VERSION = new Transaction(new Lsn(77), 0, 0);

  @AutoClose private static DecodedStream stream;
  @AutoClose private static Connection sql;
  @AutoClose private static CatalogConnection catalog;

  @BeforeAll
  static void open() throws SQLException {
    TestingPostgres postgres = TestingPostgres.shared();
    stream = DecodedStream.open(CompoundTypeCases.SETUP.toArray(new String[0]));
    sql = postgres.connect(stream.database());
    try (Statement statement = sql.createStatement()) {
      for (String setting : SessionSettings.STATEMENTS) {
        statement.execute(setting);
      }
    }
    catalog = new CatalogConnection(() -> postgres.connect(stream.database()));
  }

  static Stream<TypeCase> cases() {
    return TypeRoundTripIT.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void copiedValueIsTheStreamedValue(TypeCase type) throws SQLException {
    assumeTrue(TestingPostgres.shared().majorVersion() >= type.since());
    List<RowChange> streamed = stream.changesOf(type.statements());

    assertSame(copied(), streamed);
  }

  @Test
  void generatedColumnsAreThoseOfTheStream() throws SQLException {
    List<RowChange> streamed =
        stream.changesOf(
            "DROP TABLE IF EXISTS t",
            "CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED,"
                + " \"Mixed\" text)",
            "INSERT INTO t (id, \"Mixed\") VALUES (1, 'a')");

    assertSame(copied(), streamed);
  }

  @Test
  void keysOfEveryReplicaIdentityAreThoseOfTheStream() throws SQLException {
    List<String> identities = List.of("DEFAULT", "FULL", "USING INDEX other", "NOTHING");
    for (String identity : identities) {
      List<RowChange> streamed =
          stream.changesOf(
              "DROP TABLE IF EXISTS t",
              "CREATE TABLE t (a int, b int NOT NULL, c int, PRIMARY KEY (c, a))",
              "CREATE UNIQUE INDEX other ON t (b)",
              "ALTER TABLE t REPLICA IDENTITY " + identity,
              "INSERT INTO t VALUES (1, 2, 3)");

      assertSame(copied(), streamed);
    }
  }

  private static void assertSame(List<RowChange> copied, List<RowChange> streamed) {
    assertThat(copied).hasSameSizeAs(streamed);
    for (int i = 0; i < copied.size(); i++) {
      assertThat(copied.get(i).key()).isEqualTo(streamed.get(i).key());
      assertThat(values(copied.get(i))).isEqualTo(values(streamed.get(i)));
      assertThat(copied.get(i).unrepresentable()).isEqualTo(streamed.get(i).unrepresentable());
      assertThat(copied.get(i).table().schemas().envelope())
          .isEqualTo(streamed.get(i).table().schemas().envelope());
    }
  }

  private static List<Object> values(RowChange change) {
    return change.after().schema().fields().stream()
        .map(field -> TypeRoundTripIT.plain(change.after().get(field)))
        .collect(Collectors.toList());
  }

  private static List<RowChange> copied() throws SQLException {
    PublishedTable published =
        PublishedTables.read(sql, "p").find(sql, "public", "t").orElseThrow();
    ChangeOptions options =
        new ChangeOptions(
            "srv",
            TypeOptions.defaults(),
            ChangeRecordSchemas.UNAVAILABLE_VALUE,
            (schema, table) -> true);
    CopiedTable table = new CopiedTables(options, catalog).prepare(published);
    CopyOut copy =
        sql.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (SELECT " + table.selectList() + " FROM ONLY t) TO STDOUT");
    List<RowChange> rows = new ArrayList<>();
    byte[] row = copy.readFromCopy();
    while (row != null) {
      rows.add(table.read(table.values(row), VERSION));
      row = copy.readFromCopy();
    }
    return rows;
  }
}
