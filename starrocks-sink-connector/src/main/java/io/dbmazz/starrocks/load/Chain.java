package io.dbmazz.starrocks.load;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The labels of one owner's transactions, one after the other. A label is named by what the offsets
 * table holds, so whoever reads that knows the only label that the owner can commit next.
 *
 * @param name letters, digits, {@code _} and {@code -}
 */
record Chain(String name) {

  private static final int LONGEST_NAME = 40;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One that nobody has had before. */
  static Chain fresh(String prefix, String connector) {
    String readable = connector.replaceAll("[^A-Za-z0-9_-]", "-");
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return new Chain(
        prefix
            + "_"
            + readable.substring(0, Math.min(LONGEST_NAME, readable.length()))
            + "_"
            + HexFormat.of().formatHex(random));
  }

  /** Label of a transaction, counted from 1. */
  Label transaction(long number) {
    return new Label(name + "_" + number);
  }

  /** Label under which somebody else takes over in place of that transaction. */
  Label takeOver(long number) {
    return new Label(name + "_" + number + "_taken");
  }
}
