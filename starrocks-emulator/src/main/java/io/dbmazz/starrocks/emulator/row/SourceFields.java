package io.dbmazz.starrocks.emulator.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields looked for in each row of the body, in order, each with its converter. */
final class SourceFields {
  private static final int UNUSED = -1;

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Converter> converters = new ArrayList<>();

  void add(String name, Converter converter) {
    slots.put(name, converters.size());
    converters.add(converter);
  }

  int size() {
    return converters.size();
  }

  /** The slot of a name, compared case-sensitively; -1 when the row has no use for it. */
  int slot(String name) {
    return slots.getOrDefault(name, UNUSED);
  }

  /** The slot that the mapping of {@code column} reads. */
  int slot(String column, String reference) {
    int slot = slot(reference);
    if (slot == UNUSED) {
      throw new LoadException(
          "unknown reference column, column=" + column + ", reference=" + reference);
    }
    return slot;
  }

  Converter converter(int slot) {
    return converters.get(slot);
  }
}
