package io.dbmazz.starrocks.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table that holds, beside the rows and committed with them, how far each topic partition is
 * loaded. Its rows are keyed by a digest, because a key of StarRocks has 128 bytes and the names of
 * connectors and topics may be longer.
 */
public final class OffsetsTable {

  private static final Logger LOG = LoggerFactory.getLogger(OffsetsTable.class);
  private static final int ID_LENGTH = 40;

  private final TableCatalog catalog;
  private final TableId table;
  private final String connector;

  /**
   * What is stored of a partition.
   *
   * @param next offset of the first record that is not loaded; empty before the first commit
   * @param metadata what came with that position; may be empty
   * @param chain names the labels of whoever writes the row
   * @param number of the last transaction of that chain; 0 before its first
   */
  public record Entry(OptionalLong next, String metadata, String chain, long number) {}

  /**
   * Rows of one connector.
   *
   * @param table the name to use
   * @param connector the name under which its offsets are stored
   */
  public OffsetsTable(TableCatalog catalog, TableId table, String connector) {
    this.catalog = catalog;
    this.table = table;
    this.connector = connector;
  }

  public TableId id() {
    return table;
  }

  public String connector() {
    return connector;
  }

  /** Key of a partition's row. */
  public String key(TopicPartition partition) {
    try {
      String text = connector + '\0' + partition.topic() + '\0' + partition.partition();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /**
   * Creates the table unless it is there. With the replication of the cluster; with one replica
   * where the cluster has not back ends enough for that.
   */
  public void create() {
    try {
      catalog.refresh(table);
    } catch (MissingTableException e) {
      createMissing();
    }
  }

  private void createMissing() {
    try {
      catalog.create(table, definition(""));
      LOG.info("Created {}", table);
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException e) {
      if (!String.valueOf(e.getMessage()).contains("replication")) {
        throw e;
      }
      LOG.warn("{} gets one replica, as the cluster cannot hold more of them", table);
      catalog.create(table, definition(" PROPERTIES (\"replication_num\" = \"1\")"));
    }
  }

  private String definition(String properties) {
    return "CREATE TABLE IF NOT EXISTS "
        + TableCatalog.quoted(table)
        + " (`id` VARCHAR(40) NOT NULL, `connector` VARCHAR(1024) NULL, `topic` VARCHAR(1024) NULL,"
        + " `topic_partition` INT NULL, `next_offset` BIGINT NULL, `source_offset`"
        + " VARCHAR(1048576) NULL, `chain` VARCHAR(128) NULL, `number` BIGINT NULL, `written_at`"
        + " DATETIME NULL) PRIMARY KEY (`id`) DISTRIBUTED BY HASH (`id`) BUCKETS 1"
        + properties;
  }

  /** What is stored of these partitions; those of which nothing is are missing. */
  public Map<TopicPartition, Entry> read(Collection<TopicPartition> partitions) {
    Map<String, TopicPartition> byKey =
        partitions.stream().collect(Collectors.toMap(this::key, partition -> partition));
    Map<TopicPartition, Entry> entries = new HashMap<>();
    rows("`id` IN (" + quoted(byKey.keySet()) + ")")
        .forEach(row -> entries.put(byKey.get(row.text("id").orElseThrow()), entry(row)));
    return entries;
  }

  /** Keys of the rows that the chain writes. */
  public List<String> keysOf(String chain) {
    return rows("`chain` = " + quoted(List.of(chain))).stream()
        .map(row -> row.text("id").orElseThrow())
        .toList();
  }

  /**
   * Sets where a partition goes on, which nobody may be loading at this time.
   *
   * @param next offset; empty to forget the partition, so that Connect decides
   */
  public void alter(TopicPartition partition, OptionalLong next) {
    String row = " WHERE `id` = " + quoted(List.of(key(partition)));
    String name = TableCatalog.quoted(table);
    String statement =
        next.isPresent()
            ? "UPDATE " + name + " SET `next_offset` = " + next.getAsLong() + row
            : "DELETE FROM " + name + row;
    catalog.change("altering the offset of " + partition + " in " + table, statement);
  }

  private List<Sql.Row> rows(String condition) {
    return catalog.query(
        "reading the offsets in " + table,
        "SELECT `id`, `next_offset`, `source_offset`, `chain`, `number` FROM "
            + TableCatalog.quoted(table)
            + " WHERE "
            + condition);
  }

  /** Digests and chains, which hold no quotes. */
  private static String quoted(Collection<String> texts) {
    return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
  }

  private static Entry entry(Sql.Row row) {
    Optional<String> next = row.text("next_offset");
    return new Entry(
        next.isPresent() ? OptionalLong.of(Long.parseLong(next.get())) : OptionalLong.empty(),
        row.text("source_offset").orElse(""),
        row.text("chain").orElse(""),
        row.number("number"));
  }
}
