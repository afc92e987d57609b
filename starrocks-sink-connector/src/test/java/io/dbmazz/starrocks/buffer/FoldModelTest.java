package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.buffer.Rows.KEY_SHAPE;
import static io.dbmazz.starrocks.buffer.Rows.ORDERS;
import static io.dbmazz.starrocks.buffer.Rows.SHAPE;
import static io.dbmazz.starrocks.buffer.Rows.operation;
import static io.dbmazz.starrocks.buffer.Rows.shape;
import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Batches leave a table as it would be had each operation been applied on its own, in order. */
class FoldModelTest {

  private static final int SEQUENCES = 3000;
  private static final RowShape WIDER = shape("id", "name", "note", "added");
  private static final RowShape OTHER_ORDER = shape("id", "note", "name");

  /** A table that knows nothing of batches. */
  private static final class Table {
    final Map<Object, Map<String, Object>> rows = new TreeMap<>();

    void apply(RowOperation operation) {
      Object id = operation.key().get(0);
      if (operation.kind() == Kind.HARD_DELETE) {
        rows.remove(id);
        return;
      }
      Map<String, Object> row = rows.computeIfAbsent(id, key -> new HashMap<>());
      row.putAll(Records.known(operation));
      row.put("deleted", operation.kind() == Kind.SOFT_DELETE);
      row.put("op", operation.audit().opType());
      if (operation.audit().version() != Audit.NO_VERSION) {
        row.put("version", operation.audit().version());
      }
      row.values().removeIf(value -> value == null);
    }
  }

  @Test
  void softDeletesAndChangesOfSchema() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      assertSame(seed, Kind.SOFT_DELETE, List.of(SHAPE, WIDER, OTHER_ORDER));
    }
  }

  @Test
  void hardDeletes() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      assertSame(seed, Kind.HARD_DELETE, List.of(SHAPE, OTHER_ORDER));
    }
  }

  private static void assertSame(int seed, Kind deletes, List<RowShape> shapes) {
    Random random = new Random(seed);
    Table oneByOne = new Table();
    Table inBatches = new Table();
    OpenBatch batch = new OpenBatch(Instant.EPOCH);
    for (int i = 1; i <= 25; i++) {
      RowOperation operation = random(random, i, deletes, shapes);
      oneByOne.apply(operation);
      batch.add(operation);
      if (random.nextInt(8) == 0) {
        load(batch, inBatches, random);
        batch = new OpenBatch(Instant.EPOCH);
      }
    }
    load(batch, inBatches, random);
    assertThat(inBatches.rows).as("seed %d", seed).isEqualTo(oneByOne.rows);
  }

  /** In any order: a load may be sent in parts, one per set of columns. */
  private static void load(OpenBatch batch, Table table, Random random) {
    List<RowOperation> rows = new ArrayList<>(batch.close(ORDERS, Instant.EPOCH).rows());
    assertThat(rows.stream().map(RowOperation::key)).doesNotHaveDuplicates();
    Collections.shuffle(rows, random);
    rows.forEach(table::apply);
  }

  private static RowOperation random(Random random, int i, Kind deletes, List<RowShape> shapes) {
    Object id = "k" + random.nextInt(3);
    RowShape shape = shapes.get(random.nextInt(shapes.size()));
    Object[] values = new Object[shape.columns().size()];
    values[0] = id;
    switch (random.nextInt(6)) {
      case 0, 1 -> fill(values, random, i, 1.0);
      case 2, 3 -> fill(values, random, i, 0.5);
      case 4 -> {
        fill(values, random, i, random.nextBoolean() ? 1.0 : 0.0);
        return operation(deletes, shape, new Audit(2, i), values);
      }
      default -> {
        return operation(deletes, KEY_SHAPE, new Audit(2, Audit.NO_VERSION), id);
      }
    }
    return operation(Kind.UPSERT, shape, new Audit(random.nextInt(2), i), values);
  }

  private static void fill(Object[] values, Random random, int i, double known) {
    for (int column = 1; column < values.length; column++) {
      if (random.nextDouble() >= known) {
        values[column] = ABSENT;
      } else {
        values[column] = random.nextInt(5) == 0 ? null : "v" + i;
      }
    }
  }
}
