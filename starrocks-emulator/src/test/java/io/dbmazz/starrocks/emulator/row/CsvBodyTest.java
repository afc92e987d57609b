package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvBodyTest {
  private final Loading load =
      Loading.into(
              TestTable.keyedById()
                  .nullable("name", TestTable.sized(Kind.VARCHAR, 20))
                  .nullable("doc", TestTable.type(Kind.JSON))
                  .primaryKey())
          .format(new LoadFormat.Csv("\t", "\n", 0));

  @Test
  void valuesArePositional() {
    load.load("1\ta\t{\"x\": 1}\n2\t\\N\t\\N\n");
    assertThat(load.rows())
        .containsExactly(List.of(1L, "a", "{\"x\":1}"), Arrays.asList(2L, null, null));
  }

  @Test
  void emptyIsNotNull() {
    load.columns("id,name").load("1\t\n");
    assertThat(load.rows().get(0).get(1)).isEqualTo("");
  }

  @Test
  void opMustBeListed() {
    load.load("1\ta\t\\N\n");
    load.columns("id,name,__op").load("1\t\\N\t1\n2\tb\t0\n");
    assertThat(load.rows()).containsExactly(Arrays.asList(2L, "b", null));
  }

  @Test
  void delimitersAndHeaderRowsAreChosen() {
    load.format(new LoadFormat.Csv("||", ";", 1)).columns("id,name").load("id||name;1||a;2||b");
    assertThat(load.rows())
        .containsExactly(Arrays.asList(1L, "a", null), Arrays.asList(2L, "b", null));
  }

  @Test
  void aRowOfAnotherWidthIsFiltered() {
    assertThatThrownBy(() -> load.load("1\ta\n")).hasMessage("too many filtered rows");
  }
}
