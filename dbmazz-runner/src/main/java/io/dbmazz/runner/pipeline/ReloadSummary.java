package io.dbmazz.runner.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what a reload changes, in the words of the settings. */
final class ReloadSummary {

  private ReloadSummary() {}

  /**
   * In one line.
   *
   * @param flush changed settings of the sink
   * @param before tables until now
   * @param after tables from now on; none when they stay
   */
  static String of(Map<String, String> flush, List<String> before, List<String> after) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(flush).forEach((key, value) -> parts.add(key + "=" + value));
    if (!after.isEmpty()) {
      parts.add("tables " + String.join(", ", after));
      add(parts, "added ", after, before);
      add(parts, "removed ", before, after);
    }
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String verb, List<String> these, List<String> but) {
    List<String> changed = these.stream().filter(name -> !but.contains(name)).toList();
    if (!changed.isEmpty()) {
      parts.add(verb + String.join(", ", changed));
    }
  }
}
