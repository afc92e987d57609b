package io.dbmazz.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.record.TableSnapshotPosition.Blocks;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableSnapshotPositionTest {

  private static final TableSnapshotPosition START =
      TableSnapshotPosition.startingAt(Lsn.parse("0/500"));

  @Test
  void offsetHoldsThePosition() {
    Blocks blocks = new Blocks("10:20:12,15", 16402, 16405, 1024);
    assertThat(TableSnapshotPosition.fromOffset(START.toOffset())).isEqualTo(START);
    assertThat(TableSnapshotPosition.fromOffset(START.at(blocks).toOffset()))
        .isEqualTo(START.at(blocks));
    assertThat(TableSnapshotPosition.fromOffset(START.at("[7]").toOffset()))
        .isEqualTo(START.at("[7]"));
    assertThat(TableSnapshotPosition.fromOffset(START.done().toOffset())).isEqualTo(START.done());
  }

  @Test
  void partitionIsTheTablesOwn() {
    assertThat(TableSnapshotPosition.partition("shop", "public", "Orders"))
        .isEqualTo(Map.of("server", "shop", "table", "public.Orders"))
        .isNotEqualTo(SourcePosition.partition("shop"));
  }

  @Test
  void partitionHasTheOrderInWhichEveryWorkerWritesIt() {
    assertThat(TableSnapshotPosition.partition("shop", "public", "Orders").keySet())
        .containsExactly("server", "table");
    assertThat(new HashMap<>(Map.of("server", "shop", "table", "public.Orders")).keySet())
        .containsExactly("server", "table");
  }

  @Test
  void unknownStateIsRefused() {
    Map<String, Object> stored = new HashMap<>(START.toOffset());
    stored.put("snapshot", "paused");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableSnapshotPosition.fromOffset(stored))
        .withMessageContaining("paused");
  }

  @Test
  void missingEntryIsRefusedByName() {
    Map<String, Object> stored = new HashMap<>(START.toOffset());
    stored.remove("snapshot");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableSnapshotPosition.fromOffset(stored))
        .withMessageContaining("snapshot");
  }
}
