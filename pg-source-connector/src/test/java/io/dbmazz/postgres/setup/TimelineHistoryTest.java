package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import org.junit.jupiter.api.Test;

class TimelineHistoryTest {

  @Test
  void eachLineIsTheEndOfATimeline() {
    TimelineHistory history =
        TimelineHistory.parse(
            "# comment\n\n1\t0/3000148\tno recovery target specified\n2\t1/A0\tbefore x\n");

    assertThat(history.endOf(1)).contains(Lsn.parse("0/3000148"));
    assertThat(history.endOf(2)).contains(Lsn.parse("1/A0"));
    assertThat(history.endOf(3)).isEmpty();
  }
}
