package io.dbmazz.postgres.setup;

import java.util.Optional;

/**
 * Sees that the changes of partitions appear under the name that is captured; under another they
 * would be left out without a word.
 */
final class PartitionRule {

  private PartitionRule() {}

  /**
   * Checks an existing publication.
   *
   * @throws SetupException when it publishes partitions of a captured table under another name
   */
  static void verify(String publication, PublicationState existing, CapturedSet captured) {
    for (TableState table : captured.tables()) {
      if (existing.partitions() == PartitionMode.LEAF && table.isPartitioned()) {
        throw refusal(
            publication, table, "the partitions' own names", "publish_via_partition_root = true");
      }
      Optional<TableName> root =
          captured.ancestorsOf(table).stream().filter(existing.tables()::contains).findFirst();
      if (existing.partitions() == PartitionMode.ROOT && root.isPresent()) {
        throw refusal(
            publication, table, "the name " + root.get(), "publish_via_partition_root = false");
      }
    }
  }

  private static SetupException refusal(
      String publication, TableState table, String name, String setting) {
    return new SetupException(
        "publish.via.partition.root",
        "Publication '"
            + publication
            + "' publishes the rows of '"
            + table.name()
            + "' under "
            + name
            + ". ALTER PUBLICATION "
            + Sql.identifier(publication)
            + " SET ("
            + setting
            + "), or change publish.via.partition.root and table.include.list");
  }
}
