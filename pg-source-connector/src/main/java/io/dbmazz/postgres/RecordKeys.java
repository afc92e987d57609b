package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.IdentityRule;
import io.dbmazz.postgres.setup.NamePattern;
import io.dbmazz.record.ChangeRecordSchemas;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Keys that say which tables are captured, and how their records look. */
final class RecordKeys {

  private RecordKeys() {}

  static List<ConfigKey> tables() {
    return List.of(
        ConfigKey.text(
                "schema.include.list",
                "",
                "Include schemas",
                "Comma-separated regular expressions, each matching whole names of schemas,"
                    + " case-sensitive: tables of other schemas are not captured. Empty for all.")
            .checkedBy(Values.parsedBy(NamePattern::unqualified)),
        ConfigKey.text(
                "schema.exclude.list",
                "",
                "Exclude schemas",
                "Schemas to leave out, written as in schema.include.list; not both.")
            .checkedBy(Values.parsedBy(NamePattern::unqualified)),
        ConfigKey.text(
                "table.include.list",
                "",
                "Include tables",
                "Comma-separated regular expressions, each matching whole names schema.table,"
                    + " case-sensitive; an entry without a dot means schema public. Empty for"
                    + " all tables.")
            .checkedBy(Values.parsedBy(list -> NamePattern.list(list, "public")))
            .of(Importance.HIGH),
        ConfigKey.text(
                "table.exclude.list",
                "",
                "Exclude tables",
                "Tables to leave out, written as in table.include.list; not both.")
            .checkedBy(Values.parsedBy(list -> NamePattern.list(list, "public"))),
        ConfigKey.text(
                "column.include.list",
                "",
                "Include columns",
                "Comma-separated regular expressions, each matching whole names"
                    + " schema.table.column: the columns to capture. Columns of the key always"
                    + " are. Empty for all columns. To hide values instead:"
                    + " column.mask.hash.<algorithm>.with.salt.<salt>=<columns> gives the hash of"
                    + " PostgreSQL's text of the value, for any type, also in a key (of text the"
                    + " same as Debezium's, and outside of keys not longer than its varchar(n);"
                    + " column.mask.hash.v2 likewise);"
                    + " column.mask.with.<n>.chars=<columns> gives n asterisks, for any type but not"
                    + " in a key; column.truncate.to.<n>.chars=<columns> the first n characters of"
                    + " texts, not in a key. Masked columns are strings, and NULL stays NULL.")
            .checkedBy(Values.parsedBy(NamePattern::columns)),
        ConfigKey.text(
                "column.exclude.list",
                "",
                "Exclude columns",
                "Columns to leave out, written as in column.include.list; not both.")
            .checkedBy(Values.parsedBy(NamePattern::columns)),
        ConfigKey.text(
                "message.key.columns",
                "",
                "Key columns",
                "Semicolon-separated <table expression>:<column>,<column>: the key of those tables'"
                    + " records instead of the primary key. Deletes have to show the columns, so"
                    + " they belong to the replica identity or that is FULL, and they are never"
                    + " NULL.")
            .checkedBy(Values.parsedBy(KeyRule::list)),
        ConfigKey.text(
                "replica.identity.autoset.values",
                "",
                "Set replica identity",
                "Comma-separated <table expression>:<FULL, DEFAULT, NOTHING or INDEX name>: sets"
                    + " the replica identity of those tables. Empty to leave all as they are.")
            .checkedBy(Values.parsedBy(IdentityRule::list)));
  }

  static List<ConfigKey> records() {
    return List.of(
        ConfigKey.required(
            "topic.prefix",
            Values.matching("[a-zA-Z0-9._-]+", "letters, digits, dots, underscores and hyphens"),
            "Topic prefix",
            "Name of this server in topics, <prefix>.<schema>.<table>, and in stored offsets."
                + " Changing it starts anew."),
        ConfigKey.text(
                "skipped.operations",
                "none",
                "Skip operations",
                "Comma-separated c, u, d and t: inserts, updates, deletes and truncates that are"
                    + " left out, so that the target differs from the source. Unlike Debezium, by"
                    + " default none, not even truncates.")
            .checkedBy(Values.parsedBy(SkippedOperations::parse)),
        ConfigKey.flag(
            "tombstones.on.delete",
            true,
            "Tombstones",
            "Whether a delete is followed by a record without a value, for compacted topics."),
        ConfigKey.choice(
            "decimal.handling.mode",
            List.of("precise", "double", "string"),
            "Decimals",
            "How numeric and money are represented."),
        ConfigKey.choice(
            "binary.handling.mode",
            List.of("bytes", "base64", "base64-url-safe", "hex"),
            "Binary",
            "How bytea is represented."),
        ConfigKey.choice(
            "interval.handling.mode",
            List.of("string", "numeric"),
            "Intervals",
            "How interval is represented: ISO 8601 text, which is exact, or microseconds, for"
                + " which a month is a twelfth of 365.25 days."),
        ConfigKey.choice(
            "hstore.handling.mode", List.of("json", "map"), "hstore", "How hstore is represented."),
        ConfigKey.text(
            "unavailable.value.placeholder",
            ChangeRecordSchemas.UNAVAILABLE_VALUE,
            "Placeholder",
            "Stands for a TOASTed value that did not change and that PostgreSQL did not send;"
                + " such columns are also listed in source.unchanged."));
  }
}
