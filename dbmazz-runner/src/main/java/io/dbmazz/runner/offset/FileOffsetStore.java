package io.dbmazz.runner.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbmazz.runner.file.DurableFile;
import io.dbmazz.runner.file.ProcessLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * JSON. A save replaces it, so that a crash at any moment leaves the old file or the new one,
 * whole.
 *
 * <p>A lock on {@code <file>.lock} keeps a second process out until {@link #close}.
 */
public final class FileOffsetStore implements OffsetStore {

  private static final String HEADER = "dbmazz offsets 1";
  private static final String FILE_KEY = "offset.storage.file.filename";

  private final Path file;
  private final Path temporary;
  private final ProcessLock lock;
  private final Map<String, String> offsets;

  private FileOffsetStore(Path file, ProcessLock lock, Map<String, String> offsets) {
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
      ProcessLock lock =
          ProcessLock.take(sibling(file, ".lock"), "give this one its own " + FILE_KEY);
      try {
        return new FileOffsetStore(file, lock, read(file));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConnectException("Offset file " + file + " cannot be opened; check " + FILE_KEY, e);
    }
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
      DurableFile.replace(file, temporary, lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RetriableException("Offset file " + file + " cannot be replaced", e);
    }
    offsets.clear();
    offsets.putAll(changed);
  }

  @Override
  public void close() {
    lock.close();
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
