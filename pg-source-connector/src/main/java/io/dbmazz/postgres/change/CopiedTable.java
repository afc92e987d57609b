package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.CopyText;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.record.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;

/** A table whose rows come by COPY: what to select, and what a row means. For one thread. */
public final class CopiedTable {

  /** Rows read by a snapshot come before every change of the transaction at their version. */
  private static final long BEFORE_ALL = -1;

  private final PublishedTable published;
  private final Tables tables;
  private Table table;

  CopiedTable(PublishedTable published, Table table, Tables tables) {
    this.published = published;
    this.table = table;
    this.tables = tables;
  }

  /** Schema and name of the table and the schemas of its records. */
  public TableVersion version() {
    return table.version();
  }

  /** The table as the publication had it when this was prepared. */
  public PublishedTable published() {
    return published;
  }

  /** Names of the columns of the records' key in key order; empty for a table without one. */
  public List<String> key() {
    return table.key().stream().map(Column::name).toList();
  }

  /** What stands between SELECT and FROM: a NULL for every column that is not captured. */
  public String selectList() {
    Set<String> wanted = table.columns().stream().map(Column::name).collect(Collectors.toSet());
    return published.relation().columns().stream()
        .map(RelationColumn::name)
        .map(name -> wanted.contains(name) ? '"' + name.replace("\"", "\"\"") + '"' : "NULL")
        .collect(Collectors.joining(", "));
  }

  /**
   * The values of a row that COPY sent for {@link #selectList}.
   *
   * @param row with its line end; must not be used afterwards
   * @throws io.dbmazz.postgres.pgoutput.MalformedMessageException when it is no such row
   */
  public Tuple values(byte[] row) {
    return CopyText.read(row, published.relation().columns().size());
  }

  /** PostgreSQL's texts of the key's values, in key order. */
  public List<String> keyOf(Tuple values) {
    return table.key().stream().map(column -> text(values, column.index())).toList();
  }

  private static String text(Tuple values, int index) {
    return new String(
        values.data(), values.offset(index), values.length(index), StandardCharsets.UTF_8);
  }

  /**
   * The row as a change of operation READ, whose LSN is the version's.
   *
   * @param version as of when the row was read; its xid is 0, for none
   * @throws org.apache.kafka.connect.errors.DataException when a value cannot be decoded
   */
  public RowChange read(Tuple values, Transaction version) {
    RowChange change = tables.read(table, current -> read(current, values, version));
    if (!change.table().equals(table.version())) {
      table = tables.find(published.relation().oid()).orElseThrow();
    }
    return change;
  }

  private static RowChange read(Table table, Tuple values, Transaction version) {
    Row row = RowReader.read(table, values, Tuple.NONE);
    Struct key = table.keyOf(row.values());
    return new RowChange(
        table.version(),
        Operation.READ,
        key,
        null,
        row.values(),
        row.unchanged(),
        row.unrepresentable(),
        version,
        version.commitLsn(),
        BEFORE_ALL);
  }
}
