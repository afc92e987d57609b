package io.dbmazz.postgres.change;

import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.DEFAULT;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.FULL;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.INDEX;
import static io.dbmazz.postgres.pgoutput.ReplicaIdentity.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Columns in capitals belong to the replica identity. */
class KeyColumnsTest {

  private static List<String> key(
      ReplicaIdentity identity, List<String> primaryKey, String... columns) {
    return KeyColumns.of(Messages.relation(identity, columns), facts(primaryKey));
  }

  private static TableFacts facts(List<String> primaryKey, String... order) {
    return new TableFacts(primaryKey, Map.of("A", 0), List.of(order));
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
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A", "B"), facts(List.of("Z")))).isTrue();
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A", "B"), facts(List.of("A")))).isFalse();
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A", "B"), facts(List.of()))).isFalse();
  }

  @Test
  void primaryKeyOfADroppedTableIsLostUnlessTheWireHasIt() {
    assertThat(KeyColumns.isLost(Messages.relation(FULL, "A"), TableFacts.UNKNOWN)).isTrue();
    assertThat(KeyColumns.isLost(Messages.relation(DEFAULT, "A"), TableFacts.UNKNOWN)).isFalse();
  }

  @Test
  void renamedPrimaryKeyKeepsItsPlace() {
    Relation then = Messages.relation(FULL, "a", "b", "c");

    assertThat(KeyColumns.of(then, facts(List.of("z", "x"), "x", "b", "z")))
        .containsExactly("c", "a");
  }

  @Test
  void primaryKeyAmongOtherColumnsThanThenIsLost() {
    Relation then = Messages.relation(FULL, "a", "b", "c");

    assertThat(KeyColumns.of(then, facts(List.of("x")))).isEmpty();
    assertThat(KeyColumns.of(then, facts(List.of("x"), "b", "c", "x"))).isEmpty();
    assertThat(KeyColumns.of(then, facts(List.of("x"), "x", "b", "c", "d"))).isEmpty();
  }

  @Test
  void insertsOfATableWithoutIdentityKeepItsPrimaryKey() {
    assertThat(key(NOTHING, List.of("id"), "id", "x")).containsExactly("id");
  }
}
