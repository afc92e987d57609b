package io.dbmazz.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.SnapshotEpoch.Phase;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotEpochTest {

  private static final TableName ORDERS = new TableName("public", "orders");
  private static final TableSnapshotPosition DONE =
      TableSnapshotPosition.startingAt(new Lsn(77)).done();

  @Test
  void tablesOffsetOfAnotherEpochIsVoid() {
    SnapshotEpoch former = SnapshotEpoch.begin("shop");
    SnapshotEpoch present = SnapshotEpoch.begin("shop");

    assertThat(former.read(former.offset(ORDERS, DONE).offset())).contains(DONE);
    assertThat(present.read(former.offset(ORDERS, DONE).offset())).isEmpty();
    assertThat(present.read(DONE.toOffset())).isEmpty();
  }

  @Test
  void streamsOffsetTellsItsEpochBesideThePosition() {
    SnapshotEpoch epoch = SnapshotEpoch.begin("shop");
    SourcePosition position = SourcePosition.startingAt(new Lsn(77));
    Map<String, Object> offset = new HashMap<>(position.toOffset());
    offset.putAll(epoch.notes(Phase.RUNNING));

    assertThat(SnapshotEpoch.of("shop", offset)).contains(epoch);
    assertThat(SourcePosition.fromOffset(offset)).isEqualTo(position);
    assertThat(SnapshotEpoch.of("shop", position.toOffset())).isEmpty();
  }
}
