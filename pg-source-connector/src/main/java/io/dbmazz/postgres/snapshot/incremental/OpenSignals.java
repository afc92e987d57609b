package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables that signals ask for and that are not known to be read to the end: kept in the offset of
 * the stream, because what has been streamed does not come again. For one thread.
 */
final class OpenSignals {

  /** The entry of the stream's offset. */
  static final String NOTE = "signals";

  private static final int FIELDS = 3;

  private final Map<TableName, String> ids = new LinkedHashMap<>();

  /**
   * Takes over what an offset says.
   *
   * @param offset of the stream
   * @throws IllegalArgumentException when the entry is malformed
   */
  static OpenSignals of(Map<String, ?> offset) {
    OpenSignals signals = new OpenSignals();
    if (offset.get(NOTE) instanceof String note) {
      List<String> fields = Json.texts(Json.read(note));
      if (fields.size() % FIELDS != 0) {
        throw new IllegalArgumentException("Malformed '" + NOTE + "' in the source offset");
      }
      for (int i = 0; i < fields.size(); i += FIELDS) {
        signals.ids.put(new TableName(fields.get(i + 1), fields.get(i + 2)), fields.get(i));
      }
    }
    return signals;
  }

  /** Adds a table; a signal for it that was open is forgotten. */
  void add(TableName table, String id) {
    ids.put(table, id);
  }

  /** The run of a signal is over, or need not be. */
  void remove(TableRun run) {
    run.signal().ifPresent(id -> ids.remove(run.table(), id));
  }

  List<TableRun> runs() {
    List<TableRun> runs = new ArrayList<>();
    ids.forEach((table, id) -> runs.add(new TableRun(table, Optional.of(id))));
    return runs;
  }

  /** What offsets of the stream say from now on. */
  Map<String, String> note() {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<String> fields = new ArrayList<>();
    ids.forEach((table, id) -> fields.addAll(List.of(id, table.schema(), table.table())));
    return Map.of(NOTE, Json.write(fields));
  }
}
