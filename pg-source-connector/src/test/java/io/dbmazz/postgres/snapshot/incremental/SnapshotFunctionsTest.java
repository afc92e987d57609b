package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotFunctionsTest {

  @ParameterizedTest
  @CsvSource({
    "0/2000000, 0/2000000",
    "0/2000018, 0/2000000",
    "0/2000028, 0/2000000",
    "0/2000050, 0/2000050",
    "0/2001FF8, 0/2001FF8",
    "0/2002018, 0/2002000"
  })
  void nextRecordBehindAPageHeaderBeginsWhereThePageDoes(String next, String end) {
    assertThat(SnapshotFunctions.withoutPageHeader(Lsn.parse(next), 8192))
        .isEqualTo(Lsn.parse(end));
  }
}
