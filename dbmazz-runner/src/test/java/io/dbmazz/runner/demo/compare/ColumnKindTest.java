package io.dbmazz.runner.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnKindTest {

  @Test
  void everyTypeOfTheDemoHasAKind() {
    assertThat(
            List.of("int8", "int4", "varchar", "numeric", "text", "timestamptz", "bool", "jsonb"))
        .extracting(ColumnKind::ofPostgres)
        .doesNotContainNull();
  }

  @Test
  void typeThatCannotBeComparedByValueIsRefused() {
    assertThatThrownBy(() -> ColumnKind.ofPostgres("tsvector"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tsvector");
  }
}
