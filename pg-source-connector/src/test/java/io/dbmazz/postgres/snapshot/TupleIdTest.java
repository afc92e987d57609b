package io.dbmazz.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TupleIdTest {

  @Test
  void placesRiseAlongTheFile() {
    assertThat(parse("(0,291)")).isLessThan(parse("(1,1)"));
    assertThat(parse("(7,65535)")).isLessThan(TupleId.ofBlock(8));
    assertThat(TupleId.block(parse("(4294967294,9)"))).isEqualTo(4_294_967_294L);
  }

  @Test
  void sqlSpellsWhatWasParsed() {
    assertThat(TupleId.sql(parse("(4294967294,291)"))).isEqualTo("'(4294967294,291)'");
  }

  private static long parse(String text) {
    byte[] row = ("a\t" + text + "\n").getBytes(StandardCharsets.US_ASCII);
    return TupleId.parse(row, 2, row.length);
  }
}
