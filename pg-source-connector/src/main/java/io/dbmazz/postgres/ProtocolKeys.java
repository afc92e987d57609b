package io.dbmazz.postgres;

import java.util.List;

/** Keys of what the server sends besides committed changes, and when. */
final class ProtocolKeys {

  private ProtocolKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.choice(
            "streaming.mode",
            List.of("off", "on"),
            "Streaming",
            "off: the server keeps a transaction until it has committed, and sends it then. on: it"
                + " sends one that outgrows its logical_decoding_work_mem while it is open, which"
                + " saves the server's disk and the wait at its end; it is kept here, see"
                + " spool.directory, until it commits. Records, positions and their order are the"
                + " same. PostgreSQL 14 or newer."),
        ConfigKey.flag(
            "slot.two.phase",
            false,
            "Two-phase slot",
            "Whether the server sends a transaction at PREPARE TRANSACTION, to be kept here until"
                + " COMMIT PREPARED, rather than then. Until the outcome the slot keeps the WAL"
                + " from there on. Makes the slot a two-phase one, for good; such a slot is read"
                + " whatever is set here. PostgreSQL 15 or newer."),
        ConfigKey.large(
            "spool.memory.bytes",
            16L * 1024 * 1024,
            0,
            "Spool memory",
            "Bytes of memory for transactions without an outcome, with streaming.mode=on or a"
                + " two-phase slot, and never more than an eighth of the heap. What is more goes to"
                + " files."),
        ConfigKey.text(
            "spool.directory",
            "",
            "Spool directory",
            "Directory of those files, one for each such transaction, deleted with it. It needs"
                + " room for the transactions that are open at a time. Empty for the system's"
                + " directory of temporary files."),
        ConfigKey.text(
                MessagePrefixes.INCLUDE,
                "",
                "Include messages",
                "Comma-separated regular expressions, each matching whole prefixes: what"
                    + " applications write with pg_logical_emit_message under such a prefix becomes"
                    + " records of op m in the topic <topic.prefix>.message. .* for all but dbmazz,"
                    + " which is our own; empty for none, unless message.prefix.exclude.list is"
                    + " set. PostgreSQL 14 or newer.")
            .checkedBy(Values.parsedBy(MessagePrefixes::list)),
        ConfigKey.text(
                MessagePrefixes.EXCLUDE,
                "",
                "Exclude messages",
                "Prefixes to leave out, written as in message.prefix.include.list; not both."
                    + " Messages of all others become records.")
            .checkedBy(Values.parsedBy(MessagePrefixes::list)),
        ConfigKey.flag(
            "binary.transfer",
            false,
            "Binary transfer",
            "Whether the server sends changed values in the binary forms of their types, which"
                + " take less time to write and to read; records are the same. A column of a type"
                + " whose binary form is not known here is refused: extension types other than"
                + " citext, hstore and ltree, names of catalog objects such as regclass, int2vector"
                + " and oidvector, and types, but for domains, that were dropped before their"
                + " changes are read. PostgreSQL 14 or newer."),
        ConfigKey.choice(
            "replication.origin",
            List.of("any", "none"),
            "Origin",
            "any: all changes. none: those made on this server, without what was replicated to it"
                + " from another; PostgreSQL 16 or newer."));
  }
}
