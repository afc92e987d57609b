package io.dbmazz.runner.demo.compare;

import java.time.chrono.ChronoLocalDate;
import java.time.chrono.ChronoLocalDateTime;
import java.util.List;

/** The values of a primary key, ordered as both databases are asked to order them. */
record RowKey(List<Object> values) implements Comparable<RowKey> {

  @Override
  public int compareTo(RowKey other) {
    for (int i = 0; i < values.size(); i++) {
      int order = compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Object one, Object other) {
    if (one instanceof Long number) {
      return number.compareTo((Long) other);
    }
    if (one instanceof String text) {
      return text.compareTo((String) other);
    }
    if (one instanceof ChronoLocalDate date) {
      return date.compareTo((ChronoLocalDate) other);
    }
    if (one instanceof ChronoLocalDateTime<?> time) {
      return time.compareTo((ChronoLocalDateTime<?>) other);
    }
    throw new IllegalArgumentException("Keys of " + one.getClass() + " are not ordered");
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
