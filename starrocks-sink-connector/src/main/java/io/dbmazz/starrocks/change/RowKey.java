package io.dbmazz.starrocks.change;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Key values in a form in which equal keys are equal objects. */
final class RowKey {

  private RowKey() {}

  /** The values at these places. */
  static List<Object> of(Object[] values, int[] indexes) {
    if (indexes.length == 1) {
      return Collections.singletonList(comparable(values[indexes[0]]));
    }
    Object[] key = new Object[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      key[i] = comparable(values[indexes[i]]);
    }
    return Collections.unmodifiableList(Arrays.asList(key));
  }

  /**
   * Arrays are compared by identity, decimals by scale, and an integer column that was widened
   * while its rows are buffered changes its class: neither makes another key.
   */
  private static Object comparable(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    return value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
  }
}
