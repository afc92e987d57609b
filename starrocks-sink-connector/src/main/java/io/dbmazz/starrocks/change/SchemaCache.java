package io.dbmazz.starrocks.change;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * What was prepared for a schema, found by identity. Converters and transformations may build an
 * equal schema anew, even for each record: such a one finds what its equal had.
 */
final class SchemaCache<V> {

  private static final int LIMIT = 1000;

  private final IdentityHashMap<Schema, V> byIdentity = new IdentityHashMap<>();
  private final Map<Schema, V> byEquality = new HashMap<>();

  /** What was prepared for the schema, or for one equal to it, or is prepared now. */
  V get(Schema schema, Function<Schema, V> prepare) {
    V known = byIdentity.get(schema);
    return known == null ? remember(schema, prepare) : known;
  }

  private V remember(Schema schema, Function<Schema, V> prepare) {
    V prepared = byEquality.get(schema);
    if (prepared == null) {
      prepared = prepare.apply(schema);
      clearWhenFull(byEquality);
      byEquality.put(schema, prepared);
    }
    clearWhenFull(byIdentity);
    byIdentity.put(schema, prepared);
    return prepared;
  }

  private static void clearWhenFull(Map<?, ?> map) {
    if (map.size() >= LIMIT) {
      map.clear();
    }
  }
}
