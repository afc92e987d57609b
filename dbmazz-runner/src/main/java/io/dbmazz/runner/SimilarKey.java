package io.dbmazz.runner;

import java.util.Comparator;
import java.util.Set;

/** What somebody who misspelt a key may have meant. */
final class SimilarKey {

  private static final int CLOSE = 3;

  private SimilarKey() {}

  /** A question to append to a message; empty when no key is close. */
  static String to(String misspelt, Set<String> keys) {
    return keys.stream()
        .filter(key -> distance(misspelt, key) <= CLOSE)
        .min(Comparator.comparingInt(key -> distance(misspelt, key)))
        .map(key -> ". Is " + key + " meant?")
        .orElse("");
  }

  /** Levenshtein's: the fewest letters to insert, remove or replace. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[row.length - 1];
  }
}
