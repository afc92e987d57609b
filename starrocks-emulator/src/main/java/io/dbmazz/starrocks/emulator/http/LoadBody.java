package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** Counts the bytes of a body and knows whether its client broke off. */
final class LoadBody extends InputStream {
  /** Who takes the rows. */
  @FunctionalInterface
  interface Rows {
    void read(InputStream body) throws IOException;
  }

  private final InputStream body;
  private long count;
  private boolean broken;

  LoadBody(InputStream body) {
    this.body = body;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = body.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  /**
   * Hands over the rows, decompressed.
   *
   * @throws LoadException if the bytes are not what the headers say
   * @throws IOException if the client broke off
   */
  void readInto(Rows rows, boolean gzip) throws IOException {
    try {
      rows.read(gzip ? new GZIPInputStream(this, 64 * 1024) : this);
      drain();
    } catch (IOException e) {
      if (broken) {
        throw e;
      }
      throw new LoadException("decompress failed: " + e.getMessage(), e);
    }
  }

  /** Reads what is left, as the server does before it answers. */
  void drain() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }
}
