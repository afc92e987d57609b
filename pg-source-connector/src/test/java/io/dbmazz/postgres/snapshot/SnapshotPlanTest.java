package io.dbmazz.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.setup.Preparation;
import io.dbmazz.postgres.setup.Preparation.Continuity;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.SnapshotEpoch.Phase;
import io.dbmazz.postgres.snapshot.SnapshotPlan.Origin;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SnapshotPlanTest {

  private static final TableName DONE = new TableName("public", "done");
  private static final TableName HALF = new TableName("public", "half");
  private static final TableName NEW = new TableName("public", "new");
  private static final SourcePosition POSITION = SourcePosition.startingAt(new Lsn(77));
  private static final TableSnapshotPosition START = TableSnapshotPosition.startingAt(new Lsn(77));

  private final SnapshotEpoch epoch = SnapshotEpoch.begin("shop");
  private final Map<Map<String, String>, Map<String, Object>> stored = new HashMap<>();

  private SnapshotPlan plan(
      SnapshotMode mode, Continuity continuity, Optional<Map<String, Object>> stream) {
    Preparation prepared =
        new Preparation(
            Optional.of(POSITION), List.of(DONE, HALF, NEW), continuity, Optional.empty());
    return SnapshotPlan.of(mode, "shop", prepared, stream, partitions -> stored);
  }

  private Optional<Map<String, Object>> accountKept() {
    Map<String, Object> offset = new HashMap<>(POSITION.toOffset());
    offset.putAll(epoch.notes(Phase.DONE));
    stored.put(epoch.partition(DONE), copy(DONE, START.done()));
    stored.put(epoch.partition(HALF), copy(HALF, START));
    return Optional.of(offset);
  }

  private Map<String, Object> copy(TableName table, TableSnapshotPosition position) {
    return new HashMap<>(epoch.offset(table, position).offset());
  }

  private static List<TableName> unfinished(SnapshotPlan plan) {
    return plan.unfinished().stream().map(TableState::name).toList();
  }

  @Test
  void nothingStoredReadsAll() {
    SnapshotPlan plan = plan(SnapshotMode.INITIAL, Continuity.KEPT, Optional.empty());

    assertThat(plan.origin()).isEqualTo(Origin.NEW);
    assertThat(unfinished(plan)).containsExactly(DONE, HALF, NEW);
  }

  @Test
  void accountOfTablesLeavesOutThoseThatAreDone() {
    SnapshotPlan plan = plan(SnapshotMode.INITIAL, Continuity.KEPT, accountKept());

    assertThat(plan.origin()).isEqualTo(Origin.STORED);
    assertThat(plan.epoch()).isEqualTo(epoch);
    assertThat(unfinished(plan)).containsExactly(HALF, NEW);
    assertThat(plan.tables().get(1).position()).contains(START);
  }

  @Test
  void offsetWithoutAccountIsAdopted() {
    SnapshotPlan plan =
        plan(SnapshotMode.INITIAL, Continuity.KEPT, Optional.of(POSITION.toOffset()));

    assertThat(plan.origin()).isEqualTo(Origin.ADOPTED);
  }

  @Test
  void gapMakesAllThatIsStoredVoid() {
    SnapshotPlan plan = plan(SnapshotMode.WHEN_NEEDED, Continuity.BROKEN, accountKept());

    assertThat(plan.epoch()).isNotEqualTo(epoch);
    assertThat(unfinished(plan)).containsExactly(DONE, HALF, NEW);
  }

  @Test
  void alwaysReadsAllAgain() {
    assertThat(unfinished(plan(SnapshotMode.ALWAYS, Continuity.KEPT, accountKept())))
        .containsExactly(DONE, HALF, NEW);
  }

  @Test
  void malformedOffsetIsRefusedByItsPartition() {
    Optional<Map<String, Object>> stream = accountKept();
    stored.get(epoch.partition(HALF)).remove("commit_lsn");

    assertThatThrownBy(() -> plan(SnapshotMode.INITIAL, Continuity.KEPT, stream))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("public.half")
        .hasMessageContaining("commit_lsn");
  }
}
