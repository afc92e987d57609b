package io.dbmazz.runner.quarantine;

import io.dbmazz.runner.connect.ErrantRecordKeeper;
import io.dbmazz.runner.file.ProcessLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps errant records in files of a directory. Records that are reported together are written
 * together, when the first of them is waited for, and with one sync. Used by several loader threads
 * and the pipeline's.
 *
 * <p>Killed before a record is kept: nothing of it is left, its offset is not stored, it comes
 * again. Killed after that and before the offset is stored: it comes again, is reported again, and
 * recognised.
 */
public final class Quarantine implements ErrantRecordKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Path directory;
  private final long maxBytes;
  private final Clock clock;
  private final QuarantineFiles files;
  private final Map<String, Path> written = new HashMap<>();
  private Optional<ProcessLock> lock = Optional.empty();
  private Group open = new Group(this);
  private Optional<ConnectException> failure = Optional.empty();
  private long bytes;

  /**
   * A quarantine that touches nothing until it is opened.
   *
   * @param directory of its files; one pipeline's alone
   * @param maxBytes of all files
   */
  public Quarantine(Path directory, long maxBytes, Clock clock) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.files = new QuarantineFiles(directory);
  }

  @Override
  public synchronized void open() {
    failure = Optional.empty(); // what was not kept comes again
    if (lock.isPresent()) {
      return;
    }
    try {
      ProcessLock taken = files.open();
      try {
        readAll();
        lock = Optional.of(taken);
      } catch (IOException | RuntimeException e) {
        taken.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConnectException(
          "Quarantine " + directory + " cannot be opened; check quarantine.directory", e);
    }
  }

  private void readAll() throws IOException {
    written.clear();
    for (Path file : files.list()) {
      files.read(file).forEach(entry -> written.put(entry.id(), file));
    }
    bytes = files.size();
    if (!written.isEmpty()) {
      LOG.warn(
          "Quarantine {} holds {} records that are missing in the target; see dbmazz quarantine",
          directory,
          written.size());
    }
  }

  @Override
  public synchronized Future<Void> report(SinkRecord record, Throwable error) {
    Entry entry = Entry.of(record, error, clock.instant());
    Group group = open;
    if (!group.holds(entry.id()) && !isWritten(entry.id())) {
      String line = entry.toLine();
      makeRoom(line.getBytes(StandardCharsets.UTF_8).length + 1L);
      group.add(entry.id(), line);
    }
    return new Kept(group);
  }

  /** A replay may have removed it since. */
  private boolean isWritten(String id) {
    Path file = written.get(id);
    try {
      return file != null && files.read(file).stream().anyMatch(entry -> entry.id().equals(id));
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  private void makeRoom(long more) {
    if (bytes + open.bytes() + more <= maxBytes) {
      return;
    }
    try {
      bytes = files.size();
    } catch (IOException e) {
      throw notKept(e);
    }
    if (bytes + open.bytes() + more > maxBytes) {
      throw new ConnectException(
          "Quarantine "
              + directory
              + " is full: quarantine.max.bytes is "
              + maxBytes
              + ". Look at its records with 'dbmazz quarantine list', mend what refuses them, load"
              + " them with 'dbmazz quarantine replay', and start again; or raise the limit");
    }
  }

  /** Writes a group unless that is done; the next report begins another one. */
  synchronized void write(Group group) {
    if (group.isEnded()) {
      group.check();
      return;
    }
    open = new Group(this);
    if (group.lines().isEmpty()) {
      group.written();
      return;
    }
    try {
      Path file = files.add(group.lines());
      group.ids().forEach(id -> written.put(id, file));
      bytes += group.bytes();
      group.written();
      LOG.info("Kept {} records that cannot be loaded in {}", group.lines().size(), file);
    } catch (IOException e) {
      failure = Optional.of(notKept(e));
      group.failed(failure.get());
      throw failure.get();
    }
  }

  private ConnectException notKept(IOException cause) {
    return new ConnectException(
        "Records that cannot be loaded cannot be kept in " + directory + " either: " + cause,
        cause);
  }

  @Override
  public synchronized void awaitKept() {
    write(open);
    if (failure.isPresent()) {
      throw failure.get(); // of a group whose records nobody has waited for
    }
  }

  @Override
  public synchronized void close() {
    lock.ifPresent(ProcessLock::close);
    lock = Optional.empty();
  }
}
