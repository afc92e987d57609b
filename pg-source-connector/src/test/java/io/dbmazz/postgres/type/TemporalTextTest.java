package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.pgoutput.Oid;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalTextTest {

  private static final int DATE = 1082;
  private static final int TIMESTAMPTZ = 1184;

  @ParameterizedTest
  @CsvSource({
    "1800-01-01 05:53:28+05:53:28, 1800-01-01T00:00:00Z",
    "2023-12-31 22:07:58.5-01:52:02, 2024-01-01T00:00:00.5Z",
    "2024-01-01 05:30:00+05:30, 2024-01-01T00:00:00Z",
    "10000-01-01 00:30:00+01, 9999-12-31T23:30:00Z",
    "0001-01-01 00:30:00+01, 0000-12-31T23:30:00Z",
    "0001-12-31 23:30:00-01 BC, 0001-01-01T00:30:00Z"
  })
  void anyOffsetIsConvertedToUtc(String text, String expected) {
    assertThat(Decoded.byDefault().value(TIMESTAMPTZ, text)).isEqualTo(expected);
  }

  @Test
  void everyDayOfFourCenturiesHasItsNumber() {
    Decoded decoded = Decoded.byDefault();
    ColumnType type = decoded.resolver().resolve(new Oid(DATE), -1, 0);
    ValueDecoder decoder = type.decoder(type.optional());
    LocalDate day = LocalDate.of(1800, 1, 1);
    for (; day.getYear() < 2201; day = day.plusDays(1)) {
      byte[] text = day.toString().getBytes(StandardCharsets.US_ASCII);

      assertThat(decoder.decode(text, 0, text.length)).isEqualTo((int) day.toEpochDay());
    }
  }
}
