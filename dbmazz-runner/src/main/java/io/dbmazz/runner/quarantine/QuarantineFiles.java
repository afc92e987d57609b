package io.dbmazz.runner.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dbmazz.runner.file.DurableFile;
import io.dbmazz.runner.file.ProcessLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The directory of a quarantine: files of entries, one a line, numbered in the order in which they
 * were written. A file appears whole and on disk, or not at all. The pipeline only adds files, a
 * replay only rewrites and removes those it finds, so that both may be at work; each has a lock of
 * its own.
 */
final class QuarantineFiles {

  private static final String NAME = "\\d{16}\\.jsonl";

  private final Path directory;

  QuarantineFiles(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** Creates the directory, for the owner alone, and locks it against another pipeline. */
  ProcessLock open() throws IOException {
    create();
    return ProcessLock.take(
        directory.resolve("pipeline.lock"), "give this one its own quarantine.directory");
  }

  /** Locks it against another replay. */
  ProcessLock openForReplay() throws IOException {
    create();
    return ProcessLock.take(directory.resolve("replay.lock"), "wait for it");
  }

  private void create() throws IOException {
    if (DurableFile.isPosix(directory) && Files.notExists(directory)) {
      Files.createDirectories(directory.getParent());
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.createDirectories(directory);
  }

  /** All files, in the order in which they were written; none without a directory. */
  List<Path> list() throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches(NAME)).sorted().toList();
    }
  }

  /** Bytes of all files. */
  long size() throws IOException {
    long size = 0;
    for (Path file : list()) {
      size += size(file);
    }
    return size;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // a replay has removed it meanwhile
    }
  }

  /** Adds a file behind all others; when it returns the lines are on disk. */
  Path add(List<String> lines) throws IOException {
    List<Path> files = list();
    long last = files.isEmpty() ? 0 : number(files.get(files.size() - 1));
    Path file = directory.resolve(String.format("%016d.jsonl", last + 1));
    DurableFile.replacePrivately(file, directory.resolve("pipeline.tmp"), bytes(lines));
    return file;
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, 16));
  }

  /** Leaves only these lines of a file, which goes when none is left. */
  void leave(Path file, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      DurableFile.remove(file);
    } else {
      DurableFile.replacePrivately(file, directory.resolve("replay.tmp"), bytes(lines));
    }
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The entries of a file; none when it is gone.
   *
   * @throws ConnectException when a line is no entry
   */
  List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        entries.add(parse(file, entries.size() + 1, line));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return entries;
  }

  private static Entry parse(Path file, int number, String line) {
    try {
      return Entry.ofLine(line);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new ConnectException(
          "Line "
              + number
              + " of "
              + file
              + " is no quarantined record. Restore the file from a backup, or move it away: its"
              + " records are then missing in StarRocks",
          e);
    }
  }
}
