package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.postgres.snapshot.incremental.KeyRange.KeyColumn;
import io.dbmazz.postgres.snapshot.incremental.KeyRange.Rows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

  private static final KeyColumn ID = new KeyColumn("id", "bigint", Optional.empty());
  private static final KeyColumn NAME =
      new KeyColumn("na\"me", "character(5)", Optional.of("pg_catalog.\"C\""));
  private static final Rows ROWS = new Rows("\"id\", NULL", "ONLY \"s\".\"t\"", Optional.empty());

  @Test
  void firstChunkHasNoLowerEnd() {
    assertThat(new KeyRange(ROWS, List.of(ID)).copy(Optional.empty(), 10))
        .isEqualTo(
            "COPY (SELECT \"id\", NULL FROM ONLY \"s\".\"t\" ORDER BY \"id\" LIMIT 10) TO STDOUT");
  }

  @Test
  void keysOfSeveralColumnsAreComparedAsRowsInTheIndexsCollation() {
    assertThat(
            new KeyRange(ROWS, List.of(ID, NAME))
                .copy(Optional.of(new KeyTexts(List.of("7", "O'Hara"))), 10))
        .isEqualTo(
            "COPY (SELECT \"id\", NULL FROM ONLY \"s\".\"t\""
                + " WHERE ((\"id\", \"na\"\"me\" COLLATE pg_catalog.\"C\")"
                + " > ('7'::bigint, 'O''Hara'::character(5)))"
                + " ORDER BY \"id\", \"na\"\"me\" COLLATE pg_catalog.\"C\" LIMIT 10) TO STDOUT");
  }

  @Test
  void rowsThatThePublicationFiltersAreNotRead() {
    Rows filtered = new Rows("\"id\"", "\"s\".\"t\"", Optional.of("id > 3 OR true"));

    assertThat(new KeyRange(filtered, List.of(ID)).copy(Optional.of(key("7")), 10))
        .contains(" WHERE (id > 3 OR true) AND ((\"id\") > ('7'::bigint))");
  }

  @Test
  void keyOfAnotherShapeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyRange(ROWS, List.of(ID, NAME)).copy(Optional.of(key("7")), 10));
  }

  private static KeyTexts key(String text) {
    return new KeyTexts(List.of(text));
  }
}
