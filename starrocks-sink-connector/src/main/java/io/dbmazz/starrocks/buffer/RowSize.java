package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Roughly what a buffered row occupies: enough to bound memory, cheap enough for each row. */
final class RowSize {

  /** The operation, its array and key, its place in the map. */
  private static final long ROW = 160;

  private static final long REFERENCE = 4;
  private static final long OBJECT = 20;
  private static final long TEXT = 44;

  private RowSize() {}

  static long of(RowOperation operation) {
    long size = ROW;
    for (Object value : operation.values()) {
      size += REFERENCE + of(value);
    }
    return size;
  }

  private static long of(Object value) {
    if (value instanceof String text) {
      return TEXT + text.length();
    }
    if (value == null || value == RowOperation.ABSENT || value instanceof Boolean) {
      return 0;
    }
    if (value instanceof byte[] bytes) {
      return OBJECT + bytes.length;
    }
    if (value instanceof ByteBuffer buffer) {
      return TEXT + buffer.remaining();
    }
    return value instanceof Number ? OBJECT + REFERENCE : ofNested(value);
  }

  private static long ofNested(Object value) {
    long size = TEXT;
    if (value instanceof List<?> list) {
      for (Object element : list) {
        size += REFERENCE + of(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        size += OBJECT + of(entry.getKey()) + of(entry.getValue());
      }
    } else if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        size += REFERENCE + of(struct.get(field));
      }
    }
    return size;
  }
}
