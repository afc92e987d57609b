package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTextTest {

  private static final Figures FIGURES =
      new Figures(
          Duration.ofSeconds(12),
          List.of(new Figures.Table("orders", 12_345, 12_300), new Figures.Table("items", 5, 4)),
          65_536,
          180,
          1_999.6,
          57);

  @Test
  void tableShowsBothSidesOfEveryTable() {
    String text = String.join("\n", FiguresText.table(FIGURES));

    assertThat(text)
        .containsPattern("orders +12,345 +12,300\n")
        .containsPattern("items +5 +4\n")
        .contains("lag 65,536 bytes, 180 ms   2,000 events/s   57 loads");
  }

  @Test
  void lineShowsTheSumOfAllTables() {
    assertThat(FiguresText.line(FIGURES))
        .isEqualTo(
            "  12 s   source 12,350 rows   target 12,304 rows   lag 65,536 bytes, 180 ms"
                + "   2,000 events/s   57 loads");
  }
}
