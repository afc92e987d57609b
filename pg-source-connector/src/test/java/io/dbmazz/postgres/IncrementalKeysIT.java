package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of key can be read chunk by chunk: no row is left out, none comes twice. */
class IncrementalKeysIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "k bigint PRIMARY KEY ; 20 - k",
        "k text PRIMARY KEY ; repeat(chr(96 + k % 3 + 1), k) || ''', \"\\' || k",
        "k text COLLATE \"C\" PRIMARY KEY ; CASE WHEN k % 2 = 0 THEN 'a' ELSE 'A' END || k",
        "k char(5) PRIMARY KEY ; 'x' || k",
        "k uuid PRIMARY KEY ; md5(k::text)::uuid",
        "k numeric PRIMARY KEY ; k::numeric / 7 - 1",
        "k double precision PRIMARY KEY ; k::float8 / 3",
        "k bytea PRIMARY KEY ; decode(md5(k::text), 'hex')",
        "k timestamptz PRIMARY KEY ; now() - k * interval '1 month 3 microseconds'",
        "k timestamp PRIMARY KEY ; timestamp '0044-03-15 BC' + k * interval '200 years'",
        "k date PRIMARY KEY ; date '2000-01-01' - 40 * k",
        "k inet PRIMARY KEY ; inet '10.0.0.1' + k * 100",
        "k boolean, l int, PRIMARY KEY (l, k) ; k % 2 = 0, k / 2",
        "k text, l date, m bigint, PRIMARY KEY (m, l, k) ; 'same', date '2000-01-01' + k % 4, k % 5",
        "k int[] PRIMARY KEY ; ARRAY[k % 3, k]",
        "k bigint NOT NULL UNIQUE, l int ; k, 1"
      })
  void tableIsReadWholeAndOnce(String columns, String values) throws SQLException {
    try (TestingSource source = TestingSource.signalled(TestingPostgres.shared())) {
      source
          .sql(
              "CREATE TABLE items (" + columns + ")",
              "INSERT INTO items SELECT " + values + " FROM generate_series(1, 20) AS k")
          .with("table.include.list", "items")
          .with("incremental.snapshot.chunk.size", "3");
      if (!columns.contains("PRIMARY KEY")) {
        source.sql("ALTER TABLE items REPLICA IDENTITY USING INDEX items_k_key");
      }
      try (TestingWorker worker = source.start()) {
        source.signal("execute-snapshot", "public.items");
        List<SourceRecord> records =
            worker.pollUntil(TableOffsets.done("public.items")).stream()
                .filter(record -> record.topic().equals("shop.public.items"))
                .toList();
        assertThat(records).hasSize(20);
        assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(20);
      }
    }
  }
}
