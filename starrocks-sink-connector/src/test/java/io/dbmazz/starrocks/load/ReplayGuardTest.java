package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.json.Rows;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {

  private static RowBatch batch(long... versions) {
    Rows rows = new Rows("id");
    List<RowOperation> operations =
        LongStream.of(versions).mapToObj(version -> rows.upsertAt(version, version)).toList();
    return new RowBatch(new TableId("shop", "orders"), operations, false, Instant.EPOCH, "b");
  }

  @Test
  void afterARestartRowsOlderThanTheTargetsMayComeAgain() {
    ReplayGuard guard = new ReplayGuard(OptionalLong.of(100));

    assertThat(guard.mayReplay(batch(90, 95))).isTrue();
    assertThat(guard.mayReplay(batch(99, 120))).isTrue();
    assertThat(guard.mayReplay(batch(120, 130))).isFalse();
  }

  @Test
  void inAnEmptyTargetNothingIsOlder() {
    assertThat(new ReplayGuard(OptionalLong.empty()).mayReplay(batch(1, 2))).isFalse();
  }

  @Test
  void aRebalanceWithoutRestartIsARestartToo() {
    ReplayGuard guard = new ReplayGuard(OptionalLong.empty());
    guard.mayReplay(batch(100, 200));

    assertThat(guard.mayReplay(batch(100, 150))).isTrue();
    assertThat(guard.mayReplay(batch(200, 201))).isFalse();
  }

  @Test
  void aBatchWithoutVersionsIsNotGuarded() {
    ReplayGuard guard = new ReplayGuard(OptionalLong.of(100));

    assertThat(guard.mayReplay(batch(Audit.NO_VERSION))).isFalse();
  }
}
