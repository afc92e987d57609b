package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.ArrivingTable;
import io.dbmazz.starrocks.table.LeftBehind;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The plans for rows and keys, prepared at the first record that needs one. */
final class Plans {

  private static final int MAP_LIMIT = 1000;

  private final Targets targets;
  private final Map<TableId, OfTable> tables = new HashMap<>();

  Plans(Targets targets) {
    this.targets = targets;
  }

  /** Plans of one target. */
  private static final class OfTable {
    TargetTable target;
    final SchemaCache<RowPlan> structs = new SchemaCache<>();
    final Map<Set<?>, RowPlan> maps = new HashMap<>();
    final SchemaCache<KeyPlan> keyStructs = new SchemaCache<>();
    final Map<Set<?>, KeyPlan> keyMaps = new HashMap<>();

    OfTable(TargetTable target) {
      this.target = target;
    }
  }

  TargetTable target(TableId id) {
    return of(id).target;
  }

  /**
   * The plan for a row.
   *
   * @param row Struct or Map
   */
  RowPlan rows(TableId id, Object row) {
    OfTable table = of(id);
    if (row instanceof Struct struct) {
      return table.structs.get(struct.schema(), schema -> plan(table, schema));
    }
    Set<?> names = ((Map<?, ?>) row).keySet();
    RowPlan known = table.maps.get(names);
    if (known == null) {
      known = new RowPlan(new RowFields.OfMap(copy(names), table.target), table.target);
      keep(table.maps, names, known);
    }
    return known;
  }

  /** What other plans know of the table stays right: it only ever gets more columns. */
  private RowPlan plan(OfTable table, Schema schema) {
    ArrivingTable rows =
        new ArrivingTable(table.target.id(), List.of(), ArrivingTables.columns(schema));
    Optional<TargetTable> fitted = targets.fit(rows);
    fitted.ifPresent(target -> table.target = target);
    RowFields.OfStruct brought = new RowFields.OfStruct(schema, table.target);
    if (fitted.isEmpty()) {
      return new RowPlan(brought, table.target);
    }
    List<String> names = brought.columns().stream().map(RowShape.Column::name).toList();
    List<String> filled = LeftBehind.columns(table.target, names);
    return new RowPlan(new RowFields.OfStruct(schema, table.target, filled), table.target);
  }

  /**
   * The plan for a record's key.
   *
   * @param key Struct or Map
   */
  KeyPlan keys(TableId id, Object key, String topic) {
    OfTable table = of(id);
    if (key instanceof Struct struct) {
      return table.keyStructs.get(
          struct.schema(),
          schema -> new KeyPlan(new RowFields.OfStruct(schema, table.target), table.target, topic));
    }
    Set<?> names = ((Map<?, ?>) key).keySet();
    KeyPlan known = table.keyMaps.get(names);
    if (known == null) {
      known = new KeyPlan(new RowFields.OfMap(copy(names), table.target), table.target, topic);
      keep(table.keyMaps, names, known);
    }
    return known;
  }

  private OfTable of(TableId id) {
    OfTable known = tables.get(id);
    if (known == null) {
      known = new OfTable(targets.find(id));
      tables.put(id, known);
    }
    return known;
  }

  private static <V> void keep(Map<Set<?>, V> plans, Set<?> names, V plan) {
    if (plans.size() >= MAP_LIMIT) {
      plans.clear();
    }
    plans.put(Set.copyOf(names), plan);
  }

  /** Sorted, so that the order of columns does not hang on the map that came first. */
  private static Set<String> copy(Set<?> names) {
    Set<String> sorted = new TreeSet<>();
    names.forEach(name -> sorted.add(String.valueOf(name)));
    return sorted;
  }
}
