package io.dbmazz.runner.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.connect.errors.ConnectException;

/** A lock on a file that one process holds at a time; it ends with its process, however that is. */
public final class ProcessLock implements AutoCloseable {

  private final Path path;
  private final FileLock lock;

  private ProcessLock(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param path of the file, which is created when missing and never removed
   * @param remedy what to do when another process has it, as the end of a sentence
   * @throws ConnectException when another process has it, or this one already
   * @throws IOException when the file cannot be opened
   */
  public static ProcessLock take(Path path, String remedy) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new ProcessLock(path, lock);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(path, remedy, e);
    }
    channel.close();
    throw inUse(path, remedy, null);
  }

  private static ConnectException inUse(Path path, String remedy, Exception cause) {
    return new ConnectException(
        "Another dbmazz process holds " + path + "; end it, or " + remedy, cause);
  }

  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new ConnectException("Lock " + path + " cannot be released", e);
    }
  }
}
