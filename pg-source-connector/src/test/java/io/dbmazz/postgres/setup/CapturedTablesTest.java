package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.setup.TableState.Access;
import io.dbmazz.postgres.setup.TableState.Identity;
import io.dbmazz.postgres.setup.TableState.Identity.Usability;
import io.dbmazz.postgres.setup.TableState.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapturedTablesTest {

  private static final TableState ORDERS = table(1, "orders", Kind.ORDINARY, Set.of());
  private static final TableState EVENTS = table(2, "events", Kind.PARTITIONED, Set.of());
  private static final TableState EVENTS_1 = table(3, "events_1", Kind.PARTITIONED, Set.of(2L));
  private static final TableState EVENTS_1A = table(4, "events_1a", Kind.ORDINARY, Set.of(2L, 3L));
  private static final List<TableState> CATALOG = List.of(ORDERS, EVENTS, EVENTS_1, EVENTS_1A);

  private static TableState table(long oid, String name, Kind kind, Set<Long> ancestors) {
    return new TableState(
        oid,
        new TableName("public", name),
        kind,
        ancestors,
        new Identity('d', Usability.USABLE),
        Access.GRANTED);
  }

  private static CapturedSet choose(String include, PartitionMode partitions) {
    TableFilter filter = new TableFilter(NamePattern.list(include, "public"), List.of());
    return new CapturedTables(filter, partitions).choose(CATALOG);
  }

  @Test
  void topmostMatchingTableStandsForItsPartitions() {
    assertThat(choose("public.events.*", PartitionMode.ROOT).tables()).containsExactly(EVENTS);
    assertThat(choose("events_1,events_1a", PartitionMode.ROOT).tables()).containsExactly(EVENTS_1);
    assertThat(choose("events", PartitionMode.ROOT).writtenTo())
        .containsExactly(EVENTS, EVENTS_1, EVENTS_1A);
  }

  @Test
  void partitionsStandForThemselvesWhenAskedTo() {
    assertThat(choose("public.events.*", PartitionMode.LEAF).tables()).containsExactly(EVENTS_1A);
  }

  @Test
  void missingTableIsNamedAsItWasWritten() {
    assertThatThrownBy(() -> choose("orders,ordres", PartitionMode.ROOT))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("Table 'ordres' not found in PostgreSQL. ");
  }

  @Test
  void missingTableIsNamedWithoutItsEscapes() {
    assertThatThrownBy(() -> choose("orders,public\\.ordres", PartitionMode.ROOT))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("Table 'public.ordres' not found in PostgreSQL. ");
  }

  @Test
  void partitionedTableThatCannotBePublishedWholeIsNotCalledMissing() {
    assertThatThrownBy(() -> choose("events", PartitionMode.LEAF))
        .hasMessageContaining("Table 'events' is partitioned")
        .hasMessageContaining("publish.via.partition.root=true");
  }

  @Test
  void expressionMayMatchNothingAsLongAsAnotherDoes() {
    assertThat(choose("orders,public.old_.*", PartitionMode.ROOT).tables()).containsExactly(ORDERS);
    assertThatThrownBy(() -> choose("public.old_.*", PartitionMode.ROOT))
        .hasMessageStartingWith("No table is captured");
  }
}
