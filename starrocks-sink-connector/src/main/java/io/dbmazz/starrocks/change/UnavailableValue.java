package io.dbmazz.starrocks.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dbmazz.record.ChangeRecordSchemas;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Recognises what Debezium puts in the place of a TOASTed value that PostgreSQL did not send. Its
 * class {@code UnchangedToastedPlaceholder} makes of the text, by the type of the column: the text,
 * its bytes, a list with one of the two or with the name UUID of the bytes, a list of the bytes as
 * numbers, a map from the text to itself, or that map as JSON.
 */
final class UnavailableValue {

  private static final String TEXT = ChangeRecordSchemas.UNAVAILABLE_VALUE;
  private static final String JSON = "{\"" + TEXT + "\":\"" + TEXT + "\"}";
  private static final byte[] BYTES = TEXT.getBytes(UTF_8);
  private static final String NAME_UUID = UUID.nameUUIDFromBytes(BYTES).toString();

  private UnavailableValue() {}

  static boolean matches(Object value) {
    if (value instanceof String text) {
      return text.equals(TEXT) || text.equals(JSON);
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return matchesBytes(value);
    }
    if (value instanceof List<?> list) {
      return matchesList(list);
    }
    return value instanceof Map<?, ?> map && map.size() == 1 && TEXT.equals(map.get(TEXT));
  }

  private static boolean matchesBytes(Object value) {
    return value instanceof byte[] bytes
        ? Arrays.equals(bytes, BYTES)
        : ByteBuffer.wrap(BYTES).equals(value);
  }

  private static boolean matchesList(List<?> list) {
    if (list.size() == 1) {
      Object only = list.get(0);
      return TEXT.equals(only)
          || NAME_UUID.equals(only)
          || ((only instanceof byte[] || only instanceof ByteBuffer) && matchesBytes(only));
    }
    if (list.size() != BYTES.length) {
      return false;
    }
    for (int i = 0; i < BYTES.length; i++) {
      if (!(list.get(i) instanceof Number number) || number.longValue() != BYTES[i]) {
        return false;
      }
    }
    return true;
  }
}
