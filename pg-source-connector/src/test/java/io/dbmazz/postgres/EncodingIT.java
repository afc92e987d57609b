package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.ChangeRecord;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that do not store UTF-8. */
class EncodingIT {

  private static TestingSource source(String encoding) throws SQLException {
    return TestingSource.inEncoding(TestingPostgres.shared(), encoding);
  }

  private static String note(SourceRecord record) {
    return ChangeRecord.of((Struct) record.value()).after().orElseThrow().getString("note");
  }

  @ParameterizedTest
  @CsvSource({
    "LATIN1, naïve café ÄÖÜß",
    "EUC_JP, 日本語テキスト",
    "WIN1251, Привет мир",
    "UTF8, 日本語 😀 naïve"
  })
  void textOfEveryServerEncodingArrivesAsItWas(String encoding, String text) throws SQLException {
    String name = text.substring(0, 3);
    try (TestingSource source = source(encoding)) {
      source.sql("CREATE TABLE \"" + name + "\" (id bigint PRIMARY KEY, note text)");
      source.with("table.include.list", name);
      TestingWorker worker = source.start();
      source.sql("INSERT INTO \"" + name + "\" VALUES (1, '" + text + "')");

      List<SourceRecord> records = worker.poll(1);

      assertThat(note(records.get(0))).isEqualTo(text);
      assertThat(((Struct) records.get(0).value()).getStruct("source").getString("table"))
          .isEqualTo(name);
    }
  }

  @Test
  void bytesThatAreNoTextEndTheTaskAndAreNotReplaced() throws SQLException {
    try (TestingSource source = source("SQL_ASCII")) {
      source.sql("CREATE TABLE orders (id bigint PRIMARY KEY, note text)");
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1, 'plain')",
          "INSERT INTO orders VALUES (2, E'caf\\xc3\\xa9')",
          "INSERT INTO orders VALUES (3, E'secret\\xe9')");

      List<SourceRecord> records = worker.poll(2);
      assertThat(note(records.get(1))).isEqualTo("café");
      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("Cannot decode a value of column note of \"public\".\"orders\"")
          .hasMessageContaining("SQL_ASCII")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void excludedColumnsMayHoldBytesThatAreNoText() throws SQLException {
    try (TestingSource source = source("SQL_ASCII")) {
      source
          .sql("CREATE TABLE orders (id bigint PRIMARY KEY, note text)")
          .with("column.exclude.list", "public.orders.note");
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1, E'secret\\xe9')");

      assertThat(TestingSource.ids(worker.poll(1))).containsExactly(1L);
    }
  }
}
