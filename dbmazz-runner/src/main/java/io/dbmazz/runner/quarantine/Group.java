package io.dbmazz.runner.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Records to be written together. Guarded by its quarantine. */
final class Group {

  private final Quarantine quarantine;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private Optional<ConnectException> failure = Optional.empty();
  private long bytes;
  private volatile boolean ended;

  Group(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  boolean holds(String id) {
    return lines.containsKey(id);
  }

  void add(String id, String line) {
    lines.put(id, line);
    bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  List<String> lines() {
    return List.copyOf(lines.values());
  }

  Set<String> ids() {
    return Set.copyOf(lines.keySet());
  }

  long bytes() {
    return bytes;
  }

  /** Called by any thread that waits for one of the records. */
  void write() {
    quarantine.write(this);
  }

  void written() {
    ended = true;
  }

  void failed(ConnectException cause) {
    failure = Optional.of(cause);
    ended = true;
  }

  /** Whether it was written, or could not be; read by any thread. */
  boolean isEnded() {
    return ended;
  }

  /**
   * Tells how writing it ended.
   *
   * @throws ConnectException when it failed
   */
  void check() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
