package io.dbmazz.postgres.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The salted hash of PostgreSQL's text, the same as Debezium's for columns of text. */
final class HashMask implements ColumnMask {

  private final Hashing hashing;

  /** Has seen the salt; cloned for each value, so that it is never changed. */
  private final MessageDigest salted;

  HashMask(Hashing hashing, String algorithm, String salt) {
    this.hashing = hashing;
    try {
      this.salted = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no hash algorithm '" + algorithm + "'", e);
    }
    salted.update(salt.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ColumnType over(ColumnType type) {
    return ColumnType.masked((data, offset, length) -> hash(Utf8.decode(data, offset, length)));
  }

  private String hash(String text) {
    try {
      MessageDigest digest = (MessageDigest) salted.clone();
      return HexFormat.of().formatHex(digest.digest(bytes(text)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This Java cannot copy a digest", e);
    }
  }

  private byte[] bytes(String text) {
    return switch (hashing) {
      case PLAIN -> text.getBytes(StandardCharsets.UTF_8);
      case SERIALIZED -> serialized(text);
    };
  }

  private static byte[] serialized(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean keepsValuesApart() {
    return true;
  }
}
