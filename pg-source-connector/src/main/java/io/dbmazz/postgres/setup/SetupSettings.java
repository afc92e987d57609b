package io.dbmazz.postgres.setup;

import java.util.List;

/**
 * What setup is to reach.
 *
 * @param tables to capture
 * @param identities to give them
 * @param publication to read
 * @param slot to read
 */
public record SetupSettings(
    TableFilter tables,
    List<IdentityRule> identities,
    PublicationSettings publication,
    SlotSettings slot) {

  /** The rules are immutable. */
  public SetupSettings {
    identities = List.copyOf(identities);
  }
}
