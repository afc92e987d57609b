package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnSpec.Nullability;
import io.dbmazz.starrocks.emulator.sql.ColumnSpec.Role;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks a {@link TableSpec} against StarRocks' rules and completes what it leaves unsaid. */
final class TablePlanner {

  private static final Set<Kind> NO_PRIMARY_KEY =
      Set.of(Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL, Kind.JSON, Kind.VARBINARY, Kind.NESTED);
  private static final Set<Kind> NO_DUPLICATE_KEY =
      Set.of(Kind.FLOAT, Kind.DOUBLE, Kind.JSON, Kind.VARBINARY, Kind.NESTED);
  private static final int SHORT_KEY_COLUMNS = 3;

  private final WarehouseOptions options;

  TablePlanner(WarehouseOptions options) {
    this.options = options;
  }

  TableDefinition definition(TableName name, TableSpec spec) {
    checkNames(spec);
    List<String> key = spec.key().isEmpty() ? shortKey(spec) : spec.key();
    checkKey(spec, key);
    List<TableDefinition.Column> columns = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      ColumnSpec column = spec.columns().get(i);
      columns.add(column.toColumn(i < key.size() ? keyRole(spec.model()) : Role.VALUE));
    }
    checkPlacement(spec, key);
    return new TableDefinition(name.database(), name.table(), List.copyOf(columns), spec.model());
  }

  TableClauses clauses(TableName name, TableSpec spec, TableDefinition definition) {
    Map<String, String> properties = new TreeMap<>(spec.properties());
    int replicas = replicas(name, properties);
    properties.putIfAbsent("compression", "LZ4");
    properties.putIfAbsent("replicated_storage", "true");
    properties.putIfAbsent("replication_num", String.valueOf(replicas));
    if (options.version().has(3, 2, 0)) {
      properties.putIfAbsent(
          "fast_schema_evolution", String.valueOf(options.version().has(3, 3, 0)));
    }
    if (spec.model() == Model.PRIMARY_KEY) {
      properties.putIfAbsent("enable_persistent_index", "true");
    }
    Map<String, String> comments = new HashMap<>(Map.of("", spec.comment()));
    Map<String, String> nested = new HashMap<>();
    for (ColumnSpec column : spec.columns()) {
      comments.put(column.name().toLowerCase(Locale.ROOT), column.comment());
      nested.put(column.name().toLowerCase(Locale.ROOT), column.typeText());
    }
    nested.values().removeIf(String::isEmpty);
    TableSpec.Placement placement = spec.placement();
    return new TableClauses(
        placement.partitionBy(),
        spec.model() == Model.PRIMARY_KEY && placement.distributedBy().isEmpty()
            ? definition.keyNames()
            : placement.distributedBy(),
        placement.buckets(),
        placement.orderBy(),
        properties,
        comments,
        nested);
  }

  /** The words are those of a 3.2.2 server, StarRocks/starrocks issue 39739. */
  private int replicas(TableName name, Map<String, String> properties) {
    String said = properties.get("replication_num");
    int replicas = said == null ? options.defaultReplicas() : parseReplicas(said);
    if (replicas > options.backends()) {
      String alive =
          IntStream.range(0, options.backends())
              .mapToObj(i -> String.valueOf(10001 + i))
              .collect(Collectors.joining(","));
      throw SqlError.ddl(
          "Unexpected exception: Table replication num should be less than or equal to the number"
              + " of available BE nodes. You can change this default by setting the"
              + " replication_num table properties. Current alive backend is ["
              + alive
              + "]. , table="
              + name.table()
              + ", default_replication_num="
              + options.defaultReplicas());
    }
    return replicas;
  }

  private static int parseReplicas(String text) {
    try {
      int replicas = Integer.parseInt(text);
      if (replicas > 0) {
        return replicas;
      }
    } catch (NumberFormatException e) {
      throw SqlError.ddl("Unexpected exception: Invalid replication number: " + text);
    }
    throw SqlError.ddl("Unexpected exception: Replication num should larger than 0");
  }

  private static void checkNames(TableSpec spec) {
    Set<String> seen = new HashSet<>();
    for (ColumnSpec column : spec.columns()) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw SqlError.analyzing("Duplicate column name '" + column.name() + "'");
      }
    }
  }

  private static Role keyRole(Model model) {
    return model == Model.PRIMARY_KEY ? Role.PRIMARY_KEY : Role.DUPLICATE_KEY;
  }

  /** UNCERTAIN: StarRocks also ends the key where its encoded length passes 36 bytes. */
  private static List<String> shortKey(TableSpec spec) {
    List<String> key = new ArrayList<>();
    for (ColumnSpec column : spec.columns()) {
      if (key.size() == SHORT_KEY_COLUMNS || NO_DUPLICATE_KEY.contains(column.type().kind())) {
        break;
      }
      key.add(column.name());
      if (column.type().kind() == Kind.VARCHAR) {
        break;
      }
    }
    if (key.isEmpty()) {
      throw SqlError.analyzing(
          "Data type of first column cannot be " + spec.columns().get(0).type().kind());
    }
    return key;
  }

  private static void checkKey(TableSpec spec, List<String> key) {
    Set<Kind> refused = spec.model() == Model.PRIMARY_KEY ? NO_PRIMARY_KEY : NO_DUPLICATE_KEY;
    for (int i = 0; i < key.size(); i++) {
      String name = key.get(i);
      ColumnSpec column =
          spec.columns().stream()
              .filter(candidate -> candidate.name().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> SqlError.analyzing("Key column(" + name + ") doesn't exist"));
      if (!spec.columns().get(i).equals(column)) {
        throw SqlError.analyzing(
            "Key columns must be the first few columns of the schema and the order of the key"
                + " columns must be consistent with the order of the schema");
      }
      if (refused.contains(column.type().kind())) {
        // UNCERTAIN: the words, and from which version DECIMAL is taken.
        throw SqlError.analyzing(
            column.type().kind() + " column " + name + " can not be a key column");
      }
      if (spec.model() == Model.PRIMARY_KEY && column.nullability() == Nullability.NULL) {
        throw SqlError.analyzing("primary key column[" + name + "] cannot be nullable");
      }
    }
  }

  private void checkPlacement(TableSpec spec, List<String> key) {
    TableSpec.Placement placement = spec.placement();
    for (String column : placement.distributedBy()) {
      if (spec.columns().stream().noneMatch(c -> c.name().equalsIgnoreCase(column))) {
        throw SqlError.ddl("Distribution column(" + column + ") doesn't exist.");
      }
      boolean inKey = key.stream().anyMatch(column::equalsIgnoreCase);
      if (spec.model() == Model.PRIMARY_KEY && !inKey) {
        throw SqlError.ddl("Distribution column[" + column + "] is not key column");
      }
    }
    boolean bucketsNeeded = !options.version().has(2, 5, 7);
    if (bucketsNeeded && placement.buckets() == 0) {
      throw SqlError.analyzing("Number of hash distribution is zero");
    }
    if (!placement.orderBy().isEmpty() && !options.version().has(3, 0, 0)) {
      throw SqlError.analyzing("ORDER BY of a table needs StarRocks 3.0");
    }
  }
}
