package io.dbmazz.runner.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Offsets in one small text file: a line for each source partition, its JSON, a tab, the offset's
 * JSON. A save writes a new file beside it, syncs it, renames it over the old one and syncs the
 * directory, so that a crash at any moment leaves the old file or the new one, whole.
 *
 * <p>A lock on {@code <file>.lock} keeps a second process out until {@link #close}.
 */
public final class FileOffsetStore implements OffsetStore {

  private static final String HEADER = "dbmazz offsets 1";

  private final Path file;
  private final Path temporary;
  private final FileLock lock;
  private final Map<String, String> offsets;

  private FileOffsetStore(Path file, FileLock lock, Map<String, String> offsets) {
    this.file = file;
    this.temporary = sibling(file, ".tmp");
    this.lock = lock;
    this.offsets = offsets;
  }

  /**
   * Opens a store, which need not exist yet; its directory is created.
   *
   * @throws ConnectException when the file is corrupt, not accessible or used by another process
   */
  public static FileOffsetStore open(Path path) {
    Path file = path.toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      FileLock lock = lock(sibling(file, ".lock"));
      try {
        return new FileOffsetStore(file, lock, read(file));
      } catch (IOException | RuntimeException e) {
        lock.acquiredBy().close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConnectException(
          "Offset file " + file + " cannot be opened; check offset.storage.file.name", e);
    }
  }

  private static FileLock lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(path, e);
    }
    channel.close();
    throw inUse(path, null);
  }

  private static ConnectException inUse(Path path, Exception cause) {
    return new ConnectException(
        "Another dbmazz process holds "
            + path
            + "; end it, or give this one its own offset.storage.file.name",
        cause);
  }

  private static Map<String, String> read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new TreeMap<>();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw corrupt(file, 1, null);
    }
    Map<String, String> offsets = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] halves = lines.get(i).split("\t", -1);
      if (halves.length != 2) {
        throw corrupt(file, i + 1, null);
      }
      offsets.put(halves[0], parsed(file, i + 1, halves[1]));
    }
    return offsets;
  }

  private static String parsed(Path file, int line, String json) {
    try {
      return OffsetJson.write(OffsetJson.read(json));
    } catch (JsonProcessingException e) {
      throw corrupt(file, line, e);
    }
  }

  private static ConnectException corrupt(Path file, int line, Exception cause) {
    return new ConnectException(
        "Offset file "
            + file
            + " is corrupt at line "
            + line
            + ". Restore it from a backup; or move it away, and the source resumes from the slot's"
            + " confirmed position",
        cause);
  }

  @Override
  public Optional<Map<String, Object>> load(Map<String, ?> partition) {
    String json = offsets.get(OffsetJson.write(partition));
    try {
      return json == null ? Optional.empty() : Optional.of(OffsetJson.read(json));
    } catch (JsonProcessingException e) {
      throw new ConnectException("Offset of " + partition + " in " + file + " is not JSON", e);
    }
  }

  @Override
  public void save(Map<String, ?> partition, Map<String, ?> offset) {
    Map<String, String> changed = new LinkedHashMap<>(offsets);
    changed.put(OffsetJson.write(partition), OffsetJson.write(offset));
    replace(changed);
  }

  @Override
  public void delete(Map<String, ?> partition) {
    Map<String, String> changed = new LinkedHashMap<>(offsets);
    if (changed.remove(OffsetJson.write(partition)) != null) {
      replace(changed);
    }
  }

  private void replace(Map<String, String> changed) {
    String lines =
        changed.entrySet().stream()
            .map(entry -> entry.getKey() + '\t' + entry.getValue() + '\n')
            .collect(Collectors.joining("", HEADER + '\n', ""));
    try {
      writeAndSync(lines.getBytes(StandardCharsets.UTF_8));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    } catch (IOException e) {
      throw new RetriableException("Offset file " + file + " cannot be replaced", e);
    }
    offsets.clear();
    offsets.putAll(changed);
  }

  private void writeAndSync(byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
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
  private void syncDirectory() throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new ConnectException("Lock of offset file " + file + " cannot be released", e);
    }
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
