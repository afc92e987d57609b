package io.dbmazz.postgres.replication;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to stream, and how values are written.
 *
 * @param slot name
 * @param publication name
 * @param sessionSettings SET statements to run first
 * @param options of the plugin
 */
public record StreamOptions(
    String slot, String publication, List<String> sessionSettings, Set<PluginOption> options) {

  /** Statements and options are immutable. */
  public StreamOptions {
    sessionSettings = List.copyOf(sessionSettings);
    options = Set.copyOf(options);
  }

  /**
   * The command. It starts at 0/0, which the server takes for the slot's confirmed position: any
   * later position would skip what lies between without a word (logical.c, CreateDecodingContext).
   * The protocol's version is the lowest that has the options; every server from 10 on speaks 1.
   */
  String startReplication() {
    return "START_REPLICATION SLOT "
        + identifier(slot)
        + " LOGICAL 0/0 (proto_version '"
        + protocol()
        + "', publication_names "
        + literal(identifier(publication))
        + spelledOptions()
        + ")";
  }

  private int protocol() {
    return options.stream().mapToInt(PluginOption::protocol).max().orElse(1);
  }

  private String spelledOptions() {
    return EnumSet.allOf(PluginOption.class).stream()
        .filter(options::contains)
        .map(option -> ", " + option.spelling())
        .collect(Collectors.joining());
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
