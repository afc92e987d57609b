package io.dbmazz.postgres.type;

import java.util.List;

/**
 * The settings under which a replication session writes the text forms that the decoders read.
 * Settings of the role or the database would change those forms otherwise.
 */
public final class SessionSettings {

  /**
   * Statements to run on the replication connection before START_REPLICATION. {@code lc_monetary}
   * fixes the spelling of money, not the number of its fraction digits, which the database's own
   * setting rules.
   */
  public static final List<String> STATEMENTS =
      List.of(
          "SET TimeZone = 'UTC'",
          "SET DateStyle = 'ISO, YMD'",
          "SET IntervalStyle = 'iso_8601'",
          "SET extra_float_digits = 3",
          "SET bytea_output = 'hex'",
          "SET lc_monetary = 'C'");

  private SessionSettings() {}
}
