package io.dbmazz.postgres.pgoutput;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Messages that a real server sent, from {@code src/test/resources/pgoutput}. */
final class CapturedMessages {

  /** All kinds, by the name of their file. */
  static final List<String> KINDS =
      List.of(
          "begin",
          "commit",
          "origin",
          "relation",
          "type",
          "insert",
          "update",
          "delete",
          "truncate",
          "message",
          "stream-start",
          "stream-stop",
          "stream-commit",
          "stream-abort",
          "stream-prepare",
          "begin-prepare",
          "prepare",
          "commit-prepared",
          "rollback-prepared");

  private CapturedMessages() {}

  static List<byte[]> of(String kind) {
    try (InputStream file =
        CapturedMessages.class.getResourceAsStream("/pgoutput/" + kind + ".hex")) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(HexFormat.of()::parseHex)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> ofAll(List<String> kinds) {
    return kinds.stream().flatMap(kind -> of(kind).stream());
  }

  static PgOutputMessage decode(byte[] message) {
    return new PgOutputDecoder().decode(ByteBuffer.wrap(message));
  }
}
