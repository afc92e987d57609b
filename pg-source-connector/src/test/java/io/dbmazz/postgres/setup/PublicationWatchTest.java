package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicationWatchTest {

  private static final TableName A = new TableName("public", "a");
  private static final TableName B = new TableName("public", "b");
  private static final TableFilter ALL = new TableFilter(List.of(), List.of());
  private static final Set<String> ALL_ACTIONS = Set.of("insert", "update", "delete", "truncate");

  private final PublicationWatch watch =
      new PublicationWatch(
          new PublicationSettings("p", PublicationMode.FILTERED, PartitionMode.ROOT), ALL);

  private static Optional<PublicationState> publication(TableName... tables) {
    return Optional.of(new PublicationState(1, ALL_ACTIONS, PartitionMode.ROOT, Set.of(tables)));
  }

  @Test
  void publicationThatSetupIsStillToCreateIsWaitedFor() {
    watch.look(Optional.empty(), Set.of(A));
    watch.look(publication(A), Set.of(A));
  }

  @Test
  void tableThatIsMissingTwiceIsRefused() {
    watch.look(publication(A, B), Set.of(A, B));
    watch.look(publication(A), Set.of(A, B));

    assertThatThrownBy(() -> watch.look(publication(A), Set.of(A, B)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("Table 'public.b' is no longer published");
  }

  @Test
  void tableThatAMigrationPutsBackIsFine() {
    watch.look(publication(A, B), Set.of(A, B));
    watch.look(publication(A), Set.of(A, B));
    watch.look(publication(A, B), Set.of(A, B));

    assertThatCode(() -> watch.look(publication(A), Set.of(A, B))).doesNotThrowAnyException();
  }

  @Test
  void tableThatIsGoneIsFineUntilThereIsOneOfItsNameAgain() {
    watch.look(publication(A, B), Set.of(A, B));
    watch.look(publication(A), Set.of(A));
    watch.look(publication(A), Set.of(A));
    watch.look(publication(A), Set.of(A, B));

    assertThatThrownBy(() -> watch.look(publication(A), Set.of(A, B)))
        .hasMessageContaining("dropped and created again");
  }

  @Test
  void tableAddedLaterIsLookedAfterToo() {
    watch.look(publication(A), Set.of(A));
    watch.look(publication(A, B), Set.of(A, B));
    watch.look(publication(A), Set.of(A, B));

    assertThatThrownBy(() -> watch.look(publication(A), Set.of(A, B)))
        .isInstanceOf(SetupException.class);
  }

  @Test
  void anotherPublicationOfTheSameNameIsRefused() {
    watch.look(publication(A), Set.of(A));
    Optional<PublicationState> other =
        Optional.of(new PublicationState(2, ALL_ACTIONS, PartitionMode.ROOT, Set.of(A)));

    assertThatThrownBy(() -> watch.look(other, Set.of(A)))
        .hasMessageContaining("was dropped and created again");
  }

  @Test
  void fewerActionsAreRefusedAndMoreAreFine() {
    Optional<PublicationState> inserts =
        Optional.of(new PublicationState(1, Set.of("insert"), PartitionMode.ROOT, Set.of(A)));
    watch.look(inserts, Set.of(A));
    watch.look(publication(A), Set.of(A));

    assertThatThrownBy(() -> watch.look(inserts, Set.of(A)))
        .hasMessageContaining("SET (publish = 'delete, insert, truncate, update')");
  }

  @Test
  void attachedTableIsRefusedOnlyWhereTheServerOverlooksIt() {
    PresentTables before = new PresentTables(Set.of(A, B), Map.of());
    PresentTables after = new PresentTables(Set.of(A), Map.of(B, A));
    AttachedPartitions attached = new AttachedPartitions(ALL);
    attached.look(15, before);
    attached.look(15, after);
    attached.look(14, after);
    attached.look(14, before);

    assertThatThrownBy(() -> attached.look(14, after))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'public.b' has become a partition of 'public.a'");
  }
}
