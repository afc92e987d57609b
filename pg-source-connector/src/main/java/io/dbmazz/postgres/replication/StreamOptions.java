package io.dbmazz.postgres.replication;

import java.util.List;

/**
 * What to stream, and how values are written.
 *
 * @param slot name
 * @param publication name
 * @param sessionSettings SET statements to run first
 */
public record StreamOptions(String slot, String publication, List<String> sessionSettings) {

  /** The statements are immutable. */
  public StreamOptions {
    sessionSettings = List.copyOf(sessionSettings);
  }

  /**
   * The command. It starts at 0/0, which the server takes for the slot's confirmed position: any
   * later position would skip what lies between without a word (logical.c, CreateDecodingContext).
   * Protocol version 1 has all that is needed without streaming of open transactions, and every
   * server from 10 on speaks it.
   */
  String startReplication() {
    return "START_REPLICATION SLOT "
        + identifier(slot)
        + " LOGICAL 0/0 (proto_version '1', publication_names "
        + literal(identifier(publication))
        + ")";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
