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
                + " unless slot.drop.on.stop asks for it. A configuration of Debezium that leaves"
                + " it out means debezium."),
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
        ConfigKey.large(
            "slot.max.retained.bytes",
            10L * 1024 * 1024 * 1024,
            0,
            "WAL budget",
            "Bytes of WAL that the server may keep for the slot before a warning is logged; 0 for"
                + " none. There is one in any case when the server is about to give the slot up"
                + " (max_slot_wal_keep_size). Looked at once each status.update.interval.ms; the"
                + " metric slot-retained-bytes has the number."),
        ConfigKey.required(
            "publication.name",
            new ConfigDef.NonEmptyString(),
            "Publication",
            "Publication that lists the captured tables. A configuration of Debezium that leaves"
                + " it out means dbz_publication."),
        ConfigKey.choice(
            "publication.autocreate.mode",
            List.of("filtered", "all_tables", "disabled", "no_tables"),
            "Create publication",
            "filtered: create the publication for the captured tables, and add those that an"
                + " existing one lacks; tables are never taken out. all_tables: create it FOR ALL"
                + " TABLES, which takes a superuser. disabled: it must be there. no_tables: the same,"
                + " as a publication without tables would be of no use."),
        ConfigKey.flag(
            "publish.via.partition.root",
            true,
            "Partitions by root",
            "Whether the rows of partitions appear as rows of the partitioned table; PostgreSQL 13"
                + " or newer. Differs from Debezium's default, as targets are rarely partitioned"
                + " the same way. A TRUNCATE of a single partition is not published then."),
        ConfigKey.text(
                "plugin.name",
                "pgoutput",
                "Output plugin",
                "Accepted for configurations made for Debezium; pgoutput is the only one.")
            .checkedBy(
                Values.matching(
                    "pgoutput",
                    "only pgoutput, which is part of PostgreSQL. A slot of another plugin cannot"
                        + " be read on: let Debezium deliver all it holds, then give this"
                        + " connector a slot of its own")),
        ConfigKey.choice(
            "offset.mismatch.strategy",
            List.of("trust_offset", "trust_slot", "trust_greater_lsn"),
            "Offset mismatch",
            "trust_offset: refuse to start when the slot has forgotten changes that the stored"
                + " offset does not cover. trust_slot: go on from the slot's position whatever that"
                + " skips or repeats. trust_greater_lsn: accept a slot that is ahead."));
  }
}
