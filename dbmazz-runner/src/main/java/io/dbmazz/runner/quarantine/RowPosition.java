package io.dbmazz.runner.quarantine;

import io.dbmazz.record.Lsn;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where in the source a change comes from, as its envelope says.
 *
 * @param commit LSN of its transaction
 * @param ordinal place in the transaction; empty for rows of a snapshot
 * @param operation {@code c}, {@code u}, {@code d}, {@code r} or {@code t}
 */
record RowPosition(Lsn commit, Optional<Long> ordinal, String operation) {

  private static final Optional<Long> NO_ORDINAL = Optional.empty();

  /** That of a change record; empty for a record of any other form. */
  static Optional<RowPosition> of(SinkRecord record) {
    if (record.value() instanceof Struct envelope
        && field(envelope, "source") instanceof Struct source
        && field(source, "commit_lsn") instanceof Long commit) {
      Optional<Long> ordinal =
          isStreamed(source) ? Optional.ofNullable((Long) field(source, "ordinal")) : NO_ORDINAL;
      return Optional.of(
          new RowPosition(new Lsn(commit), ordinal, String.valueOf(field(envelope, "op"))));
    }
    return Optional.empty();
  }

  private static boolean isStreamed(Struct source) {
    Object snapshot = field(source, "snapshot");
    return snapshot == null || snapshot.equals("false");
  }

  private static Object field(Struct struct, String name) {
    Field field = struct.schema().field(name);
    return field == null ? null : struct.get(field);
  }

  @Override
  public String toString() {
    return commit + ordinal.map(place -> "/" + place).orElse("");
  }
}
