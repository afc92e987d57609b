package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.table.TableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name under which StarRocks accepts a load once: a digest of what the load is and of its
 * bytes. The same load sent again is recognised, and another one is never mistaken for it.
 *
 * @param value letters, digits, {@code _} and {@code -}, at most 128
 */
record Label(String value) {

  private static final int TABLE_LENGTH = 40;
  private static final int DIGEST_LENGTH = 40;

  /**
   * Names the load of a part of a batch.
   *
   * @param batch identity of the batch
   */
  static Label of(String prefix, TableId table, String batch, RowFormat format, Body body) {
    MessageDigest digest = sha256();
    add(digest, table.database());
    add(digest, table.table());
    add(digest, batch);
    add(digest, format.reach().name());
    add(digest, format.columns().orElse(""));
    digest.update(body.bytes());
    String hex = HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
    return new Label(prefix + "_" + readable(table.table()) + "_" + hex);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static String readable(String table) {
    String allowed = table.replaceAll("[^A-Za-z0-9_-]", "-");
    return allowed.substring(0, Math.min(TABLE_LENGTH, allowed.length()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
