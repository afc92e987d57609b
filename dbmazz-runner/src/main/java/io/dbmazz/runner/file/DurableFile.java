package io.dbmazz.runner.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files so that a crash at any moment, of the process or of the machine, leaves the old file
 * or the new one, whole.
 */
public final class DurableFile {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DurableFile() {}

  /**
   * Writes a file, in place of one of that name, if there is any; when it returns it is on disk.
   *
   * @param temporary beside it, written first and renamed; what is left of it after a crash may be
   *     removed or written over
   * @param bytes all of the file
   */
  public static void replace(Path file, Path temporary, byte[] bytes) throws IOException {
    write(temporary, bytes);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file.getParent());
  }

  /** As {@link #replace}, for bytes that nobody but the owner may read. */
  public static void replacePrivately(Path file, Path temporary, byte[] bytes) throws IOException {
    Files.deleteIfExists(temporary);
    if (isPosix(file)) {
      Files.createFile(temporary, OWNER_ALONE);
    }
    replace(file, temporary, bytes);
  }

  /** Removes a file; when it returns it does not come back after a crash. */
  public static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    syncDirectory(file.getParent());
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** A rename lives in the directory: without its sync a power cut may undo it. */
  private static void syncDirectory(Path path) throws IOException {
    if (isPosix(path)) {
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  /** Whether its file system has owners and modes, and directories that can be opened. */
  public static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
