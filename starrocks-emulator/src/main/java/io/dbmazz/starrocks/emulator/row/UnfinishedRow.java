package io.dbmazz.starrocks.emulator.row;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** The bytes after the last row delimiter of a body, which belong to the next body's first row. */
final class UnfinishedRow {
  private byte[] bytes = new byte[0];

  /** The rows that are whole now; what follows them is kept. */
  InputStream upToLastRow(InputStream body, String delimiter) throws IOException {
    byte[] all = new SequenceInputStream(rest(), body).readAllBytes();
    int end = endOfLastRow(all, delimiter.getBytes(StandardCharsets.UTF_8));
    bytes = new byte[all.length - end];
    System.arraycopy(all, end, bytes, 0, bytes.length);
    return new ByteArrayInputStream(all, 0, end);
  }

  /** What is kept; it is kept no longer. */
  InputStream rest() {
    byte[] rest = bytes;
    bytes = new byte[0];
    return new ByteArrayInputStream(rest);
  }

  private static int endOfLastRow(byte[] all, byte[] delimiter) {
    for (int end = all.length; end >= delimiter.length; end--) {
      if (endsWith(all, end, delimiter)) {
        return end;
      }
    }
    return 0;
  }

  private static boolean endsWith(byte[] all, int end, byte[] delimiter) {
    for (int i = 0; i < delimiter.length; i++) {
      if (all[end - delimiter.length + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }
}
