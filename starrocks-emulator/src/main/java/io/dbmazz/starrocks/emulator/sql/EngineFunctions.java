package io.dbmazz.starrocks.emulator.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.h2.value.Value;

/** StarRocks functions that H2 lacks; called by H2 alone, by name. */
public final class EngineFunctions {

  private EngineFunctions() {}

  /** SQL names and the methods behind them. */
  static Map<String, String> methods() {
    return Map.ofEntries(
        Map.entry("md5", "md5"),
        Map.entry("sha2", "sha2"),
        Map.entry("hex", "hex"),
        Map.entry("unhex", "unhex"),
        Map.entry("to_base64", "toBase64"),
        Map.entry("from_base64", "fromBase64"),
        Map.entry("to_binary", "toBinary"),
        Map.entry("from_binary", "fromBinary"),
        Map.entry("pow", "pow"),
        Map.entry("substring_index", "substringIndex"),
        Map.entry("parse_json", "parseJson"));
  }

  /** MD5 of the text in lower-case hexadecimal. */
  public static String md5(String text) {
    return text == null ? null : digest("MD5", text);
  }

  /** SHA-2 of 224, 256, 384 or 512 bits; 0 means 256; NULL for another length. */
  public static String sha2(String text, Integer bits) {
    if (text == null || bits == null || !List.of(0, 224, 256, 384, 512).contains(bits)) {
      return null;
    }
    return digest("SHA-" + (bits == 0 ? 256 : bits), text);
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }

  /** Upper-case hexadecimal of an integer or of bytes. */
  public static String hex(Value value) {
    return switch (value.getValueType()) {
      case Value.NULL -> null;
      case Value.TINYINT, Value.SMALLINT, Value.INTEGER, Value.BIGINT ->
          Long.toHexString(value.getLong()).toUpperCase(Locale.ROOT);
      case Value.VARBINARY, Value.BINARY ->
          HexFormat.of().withUpperCase().formatHex(value.getBytes());
      default ->
          HexFormat.of()
              .withUpperCase()
              .formatHex(value.getString().getBytes(StandardCharsets.UTF_8));
    };
  }

  /** The text whose bytes these are; NULL when it is not hexadecimal. */
  public static String unhex(String digits) {
    byte[] bytes = toBinary(digits, "hex");
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Base64 of bytes. */
  public static String toBase64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  /** Text from Base64; NULL when it is not Base64. */
  public static String fromBase64(String text) {
    byte[] bytes = toBinary(text, "encode64");
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Bytes from text; formats hex, encode64 and utf8; NULL for text that is not of the format. */
  public static byte[] toBinary(String text, String format) {
    if (text == null || format == null) {
      return null;
    }
    try {
      return switch (format.toLowerCase(Locale.ROOT)) {
        case "hex" -> HexFormat.of().parseHex(text);
        case "encode64" -> Base64.getDecoder().decode(text);
        case "utf8" -> text.getBytes(StandardCharsets.UTF_8);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Text from bytes; formats hex, encode64 and utf8. */
  public static String fromBinary(byte[] bytes, String format) {
    if (bytes == null || format == null) {
      return null;
    }
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().withUpperCase().formatHex(bytes);
      case "encode64" -> Base64.getEncoder().encodeToString(bytes);
      case "utf8" -> new String(bytes, StandardCharsets.UTF_8);
      default -> null;
    };
  }

  /** Power. */
  public static Double pow(Double base, Double exponent) {
    return base == null || exponent == null ? null : Math.pow(base, exponent);
  }

  /** What comes before the n-th delimiter, or after it from the right when n is negative. */
  public static String substringIndex(String text, String delimiter, Integer count) {
    if (text == null || delimiter == null || count == null) {
      return null;
    }
    if (count == 0 || delimiter.isEmpty()) {
      return "";
    }
    int at = count > 0 ? -delimiter.length() : text.length();
    for (int i = 0; i < Math.abs(count); i++) {
      at =
          count > 0
              ? text.indexOf(delimiter, at + delimiter.length())
              : text.lastIndexOf(delimiter, at - 1);
      if (at < 0) {
        return text;
      }
    }
    return count > 0 ? text.substring(0, at) : text.substring(at + delimiter.length());
  }

  /** Minified JSON; NULL for text that is not JSON. */
  public static String parseJson(String text) {
    try {
      return text == null ? null : JsonText.minified(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
