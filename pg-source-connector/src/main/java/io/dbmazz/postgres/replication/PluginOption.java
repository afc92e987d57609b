package io.dbmazz.postgres.replication;

/**
 * What pgoutput does only when it is asked to, see section "Logical Streaming Replication
 * Parameters" of PostgreSQL's manual.
 */
public enum PluginOption {
  /** Sends large transactions before they have ended. */
  STREAMING("streaming 'on'", 2, 14),
  /** Sends prepared transactions at PREPARE; makes the slot one that does, for good. */
  TWO_PHASE("two_phase 'on'", 3, 15),
  /** Sends what applications write with {@code pg_logical_emit_message}. */
  MESSAGES("messages 'true'", 1, 14),
  /** Sends values in the binary forms of their types. */
  BINARY("binary 'true'", 1, 14),
  /** Leaves out what was replicated to this server from another. */
  LOCAL_ORIGIN("origin 'none'", 1, 16);

  private final String spelling;
  private final int protocol;
  private final int since;

  PluginOption(String spelling, int protocol, int since) {
    this.spelling = spelling;
    this.protocol = protocol;
    this.since = since;
  }

  String spelling() {
    return spelling;
  }

  /** The protocol version that it takes at least. */
  int protocol() {
    return protocol;
  }

  /** The first major version of PostgreSQL that has it. */
  public int since() {
    return since;
  }
}
