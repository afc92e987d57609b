package io.dbmazz.postgres.change;

import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.DEFAULT;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.FULL;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.INDEX;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns in capitals belong to the replica identity. */
class KeyColumnsTest {

  private static List<String> key(
      ReplicaIdentity identity, List<String> primaryKey, String... columns) {
    return KeyColumns.of(Messages.relation(identity, columns), primaryKey);
  }

  @Test
  void primaryKeyGivesTheOrder() {
    assertThat(key(DEFAULT, List.of("B", "A"), "A", "x", "B")).containsExactly("B", "A");
  }

  @Test
  void wireWinsOverACatalogThatHasMovedOn() {
    assertThat(key(DEFAULT, List.of("x"), "A", "x", "B")).containsExactly("A", "B");
    assertThat(key(DEFAULT, List.of(), "A", "x")).containsExactly("A");
    assertThat(key(DEFAULT, List.of("a"), "a", "x")).isEmpty();
  }

  @Test
  void identityIndexIsTheKeyUnlessItShowsThePrimaryKey() {
    assertThat(key(INDEX, List.of("id"), "id", "MAIL")).containsExactly("MAIL");
    assertThat(key(INDEX, List.of("ID"), "ID", "MAIL")).containsExactly("ID");
    assertThat(key(INDEX, List.of(), "id", "MAIL")).containsExactly("MAIL");
  }

  @Test
  void fullIdentityShowsAnyPrimaryKey() {
    assertThat(key(FULL, List.of("B"), "A", "B")).containsExactly("B");
    assertThat(key(FULL, List.of(), "A", "B")).isEmpty();
  }

  @Test
  void primaryKeyThatIsNotReplicatedIsLost() {
    assertThat(key(FULL, List.of("Z"), "A", "B")).isEmpty();
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A", "B"), List.of("Z"))).isTrue();
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A", "B"), List.of("A"))).isFalse();
  }

  @Test
  void insertsOfATableWithoutIdentityKeepItsPrimaryKey() {
    assertThat(key(NOTHING, List.of("id"), "id", "x")).containsExactly("id");
  }
}
