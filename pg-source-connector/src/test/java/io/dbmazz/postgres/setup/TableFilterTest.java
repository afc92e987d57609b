package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableFilterTest {

  private static TableFilter filter(String include, String exclude) {
    return new TableFilter(
        NamePattern.list(include, "public"), NamePattern.list(exclude, "public"));
  }

  @Test
  void entriesMatchWholeNamesAndCase() {
    TableFilter filter = filter("public.orders, shop\\..*_log", "");

    assertThat(filter.captures("public", "orders")).isTrue();
    assertThat(filter.captures("public", "orders2")).isFalse();
    assertThat(filter.captures("public", "Orders")).isFalse();
    assertThat(filter.captures("my_public", "orders")).isFalse();
    assertThat(filter.captures("shop", "audit_log")).isTrue();
  }

  @Test
  void entryWithoutADotMeansSchemaPublic() {
    TableFilter filter = filter("orders", "");

    assertThat(filter.captures("public", "orders")).isTrue();
    assertThat(filter.captures("shop", "orders")).isFalse();
  }

  @Test
  void withoutAnIncludeListAllTablesButTheExcludedAreCaptured() {
    TableFilter filter = filter("", "public.secret.*");

    assertThat(filter.captures("any", "table")).isTrue();
    assertThat(filter.captures("public", "secrets")).isFalse();
  }

  @Test
  void schemasAreChosenByTheirWholeNames() {
    SchemaFilter schemas =
        new SchemaFilter(NamePattern.unqualified("sh.*"), NamePattern.unqualified("shed"));
    TableFilter filter = new TableFilter(schemas, List.of(), List.of());

    assertThat(filter.captures("shop", "orders")).isTrue();
    assertThat(filter.captures("shed", "orders")).isFalse();
    assertThat(filter.captures("my_shop", "orders")).isFalse();
  }

  @Test
  void columnThatCannotBeMeantIsRefused() {
    assertThat(NamePattern.columns("public.t.c, public\\.t\\.c, .*c, t\\..+")).hasSize(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamePattern.columns("t.c"))
        .withMessageContaining("'t.c' is not schema.table.column");
  }

  @Test
  void tablesOfTheServerAndOfTheRunnersOffsetsAreNeverCaptured() {
    TableFilter filter = filter(".*\\..*", "");

    assertThat(filter.captures("pg_catalog", "pg_class")).isFalse();
    assertThat(filter.captures("information_schema", "sql_features")).isFalse();
    assertThat(filter.captures("public", "dbmazz_checkpoints")).isFalse();
  }

  @Test
  void commaInsideAnExpressionIsEscaped() {
    assertThat(NamePattern.list("public.t{1\\,2},public.u", "public"))
        .extracting(NamePattern::text)
        .isEqualTo(List.of("public.t{1,2}", "public.u"));
  }

  @Test
  void malformedExpressionIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamePattern.list("public.ok,public.(", "public"))
        .withMessageStartingWith("'public.(' is not a regular expression");
  }
}
