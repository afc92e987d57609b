package io.dbmazz.postgres.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.TableSnapshotPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableOffsetTest {

  /** A worker finds offsets by the text of their partition, in the order of the map. */
  @Test
  void partitionIsWrittenInTheOrderInWhichItIsLookedUp() {
    Map<String, String> backwards = new LinkedHashMap<>();
    backwards.put("table", "public.orders");
    backwards.put("server", "shop");

    assertThat(new TableOffset(backwards, Map.of()).partition().toString())
        .isEqualTo(TableSnapshotPosition.partition("shop", "public", "orders").toString());
  }
}
