package io.dbmazz.postgres.setup;

import java.util.List;

/**
 * What setup is to reach.
 *
 * @param tables to capture
 * @param identities to give them
 * @param publication to read
 * @param slot to read
 * @param snapshot whether rows written before the slot are read
 * @param versionedKeys keys in use that not every server supports
 */
public record SetupSettings(
    TableFilter tables,
    List<IdentityRule> identities,
    PublicationSettings publication,
    SlotSettings slot,
    SnapshotMode snapshot,
    List<VersionedKey> versionedKeys) {

  /** The lists are immutable. */
  public SetupSettings {
    identities = List.copyOf(identities);
    versionedKeys = List.copyOf(versionedKeys);
  }
}
