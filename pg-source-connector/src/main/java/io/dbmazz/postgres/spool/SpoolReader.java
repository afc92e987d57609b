package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.connect.errors.ConnectException;

/** A spool's messages: those of the file through a buffer, then those in memory. */
final class SpoolReader implements Iterator<WalData> {

  private static final int BUFFER = 64 * 1024;

  private final FileChannel file;
  private final long fileBytes;
  private final Iterator<Segment> segments;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long fileRead;
  private ByteBuffer segment = ByteBuffer.allocate(0);

  /**
   * @param file not used when {@code fileBytes} is 0
   */
  SpoolReader(FileChannel file, long fileBytes, Iterator<Segment> segments) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.segments = segments;
  }

  @Override
  public boolean hasNext() {
    return isInFile() || segment.hasRemaining() || segments.hasNext();
  }

  private boolean isInFile() {
    return buffer.hasRemaining() || fileRead < fileBytes;
  }

  @Override
  public WalData next() {
    if (isInFile()) {
      try {
        return fromFile();
      } catch (IOException e) {
        throw new ConnectException(
            "A transaction that was kept in a file cannot be read: " + e.getMessage(), e);
      }
    }
    while (!segment.hasRemaining()) {
      if (!segments.hasNext()) {
        throw new NoSuchElementException();
      }
      segment = segments.next().content();
    }
    return Segment.read(segment);
  }

  private WalData fromFile() throws IOException {
    require(Segment.HEADER);
    int length = buffer.getInt();
    Lsn lsn = new Lsn(buffer.getLong());
    ByteBuffer payload = ByteBuffer.allocate(length);
    while (payload.hasRemaining()) {
      require(1);
      ByteBuffer part = buffer.slice();
      part.limit(Math.min(part.remaining(), payload.remaining()));
      buffer.position(buffer.position() + part.remaining());
      payload.put(part);
    }
    return new WalData(lsn, payload.flip());
  }

  /** Fills the buffer until it has so many bytes. */
  private void require(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      int most = (int) Math.min(buffer.remaining(), fileBytes - fileRead);
      ByteBuffer free = buffer.slice(buffer.position(), most);
      int read = file.read(free, fileRead);
      if (read <= 0) {
        throw new EOFException("it ends at byte " + fileRead + " of " + fileBytes);
      }
      fileRead += read;
      buffer.position(buffer.position() + read);
    }
    buffer.flip();
  }
}
