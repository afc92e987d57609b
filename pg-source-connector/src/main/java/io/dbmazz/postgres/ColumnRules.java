package io.dbmazz.postgres;

import io.dbmazz.postgres.MaskKeys.MaskRule;
import io.dbmazz.postgres.change.ChangeOptions.ColumnChoice;
import io.dbmazz.postgres.setup.ColumnFilter;
import io.dbmazz.postgres.type.ColumnMask;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of columns.
 *
 * @param filter which are captured
 * @param masks over their values; the first that matches wins
 * @param keys of records; the first that matches wins
 */
record ColumnRules(ColumnFilter filter, List<MaskRule> masks, List<KeyRule> keys)
    implements ColumnChoice {

  @Override
  public boolean wants(String schema, String table, String column) {
    return filter.captures(schema, table, column);
  }

  @Override
  public Optional<ColumnMask> mask(String schema, String table, String column) {
    String name = schema + "." + table + "." + column;
    return masks.stream().filter(rule -> rule.matches(name)).findFirst().map(MaskRule::mask);
  }

  @Override
  public List<String> key(String schema, String table) {
    String name = schema + "." + table;
    return keys.stream()
        .filter(rule -> rule.table().matches(name))
        .findFirst()
        .map(KeyRule::columns)
        .orElse(List.of());
  }
}
