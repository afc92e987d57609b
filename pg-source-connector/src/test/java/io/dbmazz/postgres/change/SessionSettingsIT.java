package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.TestingPostgres;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionSettingsIT {

  private static final String DATABASE = "hostile_settings";

  @Test
  void settingsOfTheDatabaseDoNotChangeTheTextForms() throws SQLException {
    TestingPostgres postgres = TestingPostgres.shared();
    postgres.createDatabase(DATABASE);
    postgres.executeIn(
        DATABASE,
        "ALTER DATABASE " + DATABASE + " SET DateStyle = 'SQL, DMY'",
        "ALTER DATABASE " + DATABASE + " SET IntervalStyle = 'postgres_verbose'",
        "ALTER DATABASE " + DATABASE + " SET TimeZone = 'Asia/Kolkata'",
        "ALTER DATABASE " + DATABASE + " SET bytea_output = 'escape'",
        "ALTER DATABASE " + DATABASE + " SET extra_float_digits = -5",
        "CREATE PUBLICATION p FOR ALL TABLES");

    try (DecodedStream stream = DecodedStream.open(postgres, DATABASE, (schema, table) -> true)) {
      List<RowChange> changes =
          stream.changesOf(
              "CREATE TABLE t (id int PRIMARY KEY, d date, i interval, z timestamptz, b bytea,"
                  + " f float8)",
              "INSERT INTO t VALUES (1, '1970-01-02', '1 day', '2024-01-02 03:04:05+00',"
                  + " '\\x00ff', 0.30000000000000004)");

      assertThat(changes.get(0).after().get("d")).isEqualTo(1);
      assertThat(changes.get(0).after().get("i")).isEqualTo("P1D");
      assertThat(changes.get(0).after().get("z")).isEqualTo("2024-01-02T03:04:05Z");
      assertThat(changes.get(0).after().get("b")).isEqualTo(new byte[] {0, -1});
      assertThat(changes.get(0).after().get("f")).isEqualTo(0.30000000000000004);
    }
  }
}
