package io.dbmazz.postgres;

import io.dbmazz.record.SourcePosition;
import java.util.Map;

/** Reads the stored offset of the stream, whoever wrote it. */
final class StreamOffset {

  private StreamOffset() {}

  /**
   * The position that an offset means.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static SourcePosition read(Map<String, ?> offset) {
    return DebeziumOffset.isOne(offset)
        ? DebeziumOffset.position(offset)
        : SourcePosition.fromOffset(offset);
  }

  /** Says whose offset it is, unless it is our own. */
  static void announce(Map<String, ?> offset) {
    if (DebeziumOffset.isOne(offset)) {
      DebeziumOffset.announce(offset);
    }
  }
}
