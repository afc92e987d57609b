package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one transaction in their order: the newer ones in memory, the older ones in a
 * temporary file once there are too many. Positions count bytes from the beginning.
 */
final class Spool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private static final int SMALLEST_SEGMENT = 1024;
  private static final int LARGEST_SEGMENT = 64 * 1024;

  private final Path directory;
  private final SpoolMemory memory;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private FileChannel file;
  private long fileBytes;
  private long memoryBytes;

  Spool(Path directory, SpoolMemory memory) {
    this.directory = directory;
    this.memory = memory;
  }

  /** Where the next message will be. */
  long end() {
    return segments.isEmpty() ? fileBytes : segments.getLast().end();
  }

  /** Bytes of heap that it takes now. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** Whether a part of it is in a file. */
  boolean isInFile() {
    return file != null;
  }

  /**
   * Adds a message.
   *
   * @throws ConnectException when the file cannot be written
   */
  void add(WalData message) {
    if (segments.isEmpty() || !segments.getLast().hasRoomFor(message)) {
      long usual = Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, end()));
      Segment segment = Segment.of(end(), (int) Math.max(usual, Segment.size(message)));
      segments.addLast(segment);
      segment.add(message);
      count(segment.bytes().capacity());
    } else {
      segments.getLast().add(message);
    }
  }

  private void count(long bytes) {
    memoryBytes += bytes;
    memory.changed(bytes);
  }

  /** Moves what is in memory behind what is in the file. */
  void writeToFile() {
    try {
      if (file == null) {
        file = create();
      }
      for (Segment segment : segments) {
        write(segment.content());
      }
    } catch (IOException e) {
      throw failure(e);
    }
    segments.clear();
    count(-memoryBytes);
  }

  /** On Unix a file that is to be deleted on close has no name from the beginning. */
  private FileChannel create() throws IOException {
    Files.createDirectories(directory);
    Path path = Files.createTempFile(directory, "dbmazz-transaction", ".spool");
    LOG.info("A transaction without an outcome is written to {}", path);
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private void write(ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      fileBytes += file.write(content, fileBytes);
    }
  }

  /** Forgets all messages from a position on. */
  void truncate(long position) {
    while (!segments.isEmpty() && segments.getLast().start() >= position) {
      count(-segments.removeLast().bytes().capacity());
    }
    if (!segments.isEmpty()) {
      segments.getLast().truncate(position);
    } else if (position < fileBytes) {
      try {
        file.truncate(position);
        fileBytes = position;
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  /** All messages from the first on; nothing may be added or closed while they are read. */
  Iterator<WalData> messages() {
    return new SpoolReader(file, fileBytes, segments.iterator());
  }

  private ConnectException failure(IOException cause) {
    return new ConnectException(
        "Cannot keep a transaction that has no outcome yet in "
            + directory
            + ": "
            + cause.getMessage()
            + ". Make room there, set spool.directory to another one, or have transactions sent"
            + " when they are committed: streaming.mode=off",
        cause);
  }

  /** Frees the memory and deletes the file. */
  @Override
  public void close() {
    segments.clear();
    count(-memoryBytes);
    memory.closed(this);
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("A file of a transaction in {} could not be closed", directory, e);
      }
    }
  }
}
