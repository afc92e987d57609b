package io.dbmazz.postgres;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Keys of slot and publication. */
final class ReplicationKeys {

  private ReplicationKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.required(
            "slot.name",
            Values.matching(
                "[a-z0-9_]{1,63}", "lower-case letters, digits and underscores, at most 63"),
            "Slot",
            "Replication slot. Created when missing, resumed when it exists, never dropped"
                + " unless slot.drop.on.stop asks for it."),
        ConfigKey.flag(
            "slot.failover",
            false,
            "Failover slot",
            "Whether standbys keep a copy of the slot; PostgreSQL 17 or newer."),
        ConfigKey.flag(
            "slot.drop.on.stop",
            false,
            "Drop slot",
            "Whether to drop the slot when the task stops, which deletes the job: changes made"
                + " later are not captured."),
        ConfigKey.required(
            "publication.name",
            new ConfigDef.NonEmptyString(),
            "Publication",
            "Publication that lists the captured tables."),
        ConfigKey.choice(
            "publication.autocreate.mode",
            List.of("filtered", "all_tables", "disabled"),
            "Create publication",
            "filtered: create the publication for the captured tables, and add those that an"
                + " existing one lacks; tables are never taken out. all_tables: create it FOR ALL"
                + " TABLES, which takes a superuser. disabled: it must be there."),
        ConfigKey.flag(
            "publish.via.partition.root",
            true,
            "Partitions by root",
            "Whether the rows of partitions appear as rows of the partitioned table; PostgreSQL 13"
                + " or newer. Differs from Debezium's default, as targets are rarely partitioned"
                + " the same way. A TRUNCATE of a single partition is not published then."),
        ConfigKey.choice(
            "plugin.name",
            List.of("pgoutput"),
            "Output plugin",
            "Accepted for configurations made for Debezium; pgoutput is the only one."),
        ConfigKey.choice(
            "snapshot.mode",
            List.of("no_data"),
            "Snapshot",
            "no_data: changes are captured from the slot on; rows written before are not read."),
        ConfigKey.choice(
            "offset.mismatch.strategy",
            List.of("trust_offset", "trust_slot", "trust_greater_lsn"),
            "Offset mismatch",
            "trust_offset: refuse to start when the slot has forgotten changes that the stored"
                + " offset does not cover. trust_slot: go on from the slot's position whatever that"
                + " skips or repeats. trust_greater_lsn: accept a slot that is ahead."));
  }
}
