package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.LoaderPool.Patience;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoaderPoolTest {

  @Test
  void aLoadThatFailsAgainAndAgainIsLeftAloneForLongerAndLongerUpToHalfAMinute() {
    assertThat(IntStream.rangeClosed(1, 7).map(LoaderPoolTest::secondsAfter))
        .containsExactly(1, 2, 4, 8, 16, 30, 30);
    assertThat(secondsAfter(Integer.MAX_VALUE)).isEqualTo(30);
  }

  private static int secondsAfter(int failures) {
    return (int) Patience.DEFAULT.afterFailures(failures).toSeconds();
  }
}
