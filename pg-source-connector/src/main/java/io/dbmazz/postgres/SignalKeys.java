package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.NamePattern;
import java.util.List;

/** Keys of tables that serve other ends than to be captured, and of snapshots beside the stream. */
final class SignalKeys {

  private SignalKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.text(
                "signal.data.collection",
                "",
                "Signal table",
                "Table schema.table of three text columns, id, type and data, in which an inserted"
                    + " row is a signal, as in Debezium. Type execute-snapshot reads the tables"
                    + " named in the data, {\"data-collections\": [\"schema.table\"]}, anew beside"
                    + " the stream; stop-snapshot ends that. The table is published with the"
                    + " captured ones, and its rows become no records. Empty for none.")
            .checkedBy(Values.parsedBy(name -> NamePattern.list(name, "public"))),
        ConfigKey.text(
                "table.ignore.list",
                "",
                "Ignored tables",
                "Comma-separated expressions schema.table of tables that are never captured,"
                    + " whatever the other lists say. The embedded runner names the table of its"
                    + " offsets here: each of its changes would cause the next.")
            .checkedBy(Values.parsedBy(name -> NamePattern.list(name, "public"))),
        ConfigKey.whole(
            "incremental.snapshot.chunk.size",
            1024,
            1,
            "Chunk",
            "Rows of a table that are read at once beside the stream at most; fewer when they are"
                + " large."));
  }
}
