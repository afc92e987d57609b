package io.dbmazz.runner.offset;

import java.util.Map;
import java.util.Optional;

/**
 * Keeps source offsets beyond the process. What {@link #save} returned from is durable: it survives
 * the process, and the machine as far as the medium does.
 *
 * <p>Calls never overlap; they may come from different threads. Every method throws {@link
 * org.apache.kafka.connect.errors.RetriableException} when a later call may succeed, with nothing
 * or all of the call done, and another {@link org.apache.kafka.connect.errors.ConnectException}
 * when only an operator can help.
 */
public interface OffsetStore extends AutoCloseable {

  /** The offset saved last for a source partition; empty when there is none. */
  Optional<Map<String, Object>> load(Map<String, ?> partition);

  /** Replaces the offset of a source partition, whole or not at all. */
  void save(Map<String, ?> partition, Map<String, ?> offset);

  /** Forgets a source partition; one that is unknown is no error. */
  void delete(Map<String, ?> partition);

  /** Lets go of files and connections; saves nothing. */
  @Override
  void close();
}
