package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The target tables as the SQL port of StarRocks describes them. Used by several loader threads; a
 * table is read once and again when {@link #refresh} is asked for.
 *
 * <p>Every method throws a RetriableException for what time can cure, a ConnectException otherwise.
 */
public final class TableCatalog {

  private static final String COLUMNS =
      "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION,"
          + " NUMERIC_SCALE, IS_NULLABLE, COLUMN_DEFAULT, COLUMN_KEY, EXTRA"
          + " FROM information_schema.columns WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
          + " ORDER BY ORDINAL_POSITION";

  /** The longest is the newest version in a table, which reads a whole column of it. */
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(5);

  private final Sql sql;
  private final Map<TableId, TargetTable> tables = new ConcurrentHashMap<>();

  TableCatalog(Sql sql) {
    this.sql = sql;
  }

  /**
   * Reads through Connector/J; connects with the first question.
   *
   * @param jdbcUrl {@code jdbc:mysql://fe1:9030,fe2:9030}
   */
  public static TableCatalog over(
      String jdbcUrl, String user, Password password, Duration connectTimeout) {
    return new TableCatalog(new JdbcSql(jdbcUrl, user, password, connectTimeout, LONGEST_QUERY));
  }

  /** The table as it was when last read; read now when it never was. */
  public TargetTable table(TableId id) {
    TargetTable known = tables.get(id);
    return known == null ? refresh(id) : known;
  }

  /**
   * Reads the table again.
   *
   * @throws MissingTableException when there is no such table
   */
  public TargetTable refresh(TableId id) {
    List<TargetColumn> columns = columns(id);
    if (columns.isEmpty()) {
      tables.remove(id);
      throw new MissingTableException(id);
    }
    boolean primaryKey = columns.stream().anyMatch(TargetColumn::key);
    TargetTable table = new TargetTable(id, columns, primaryKey);
    tables.put(id, table);
    return table;
  }

  /** The largest {@code dbmazz_cdc_version} in the table; empty when no row has one. */
  public OptionalLong maxVersion(TableId id) {
    String column = AuditColumn.CDC_VERSION.columnName();
    List<Sql.Row> rows =
        query(
            "reading the newest version in " + id,
            "SELECT MAX(`" + column + "`) AS newest FROM " + quoted(id));
    return rows.stream()
        .flatMap(row -> row.text("newest").stream())
        .mapToLong(Long::parseLong)
        .max();
  }

  /** Empties the table. */
  public void truncate(TableId id) {
    execute("truncating " + id, "TRUNCATE TABLE " + quoted(id));
  }

  /** The release of the server. */
  public StarRocksVersion version() {
    return query("asking for the version", "SELECT current_version() AS version").stream()
        .findFirst()
        .flatMap(row -> row.text("version"))
        .map(StarRocksVersion::parse)
        .orElseThrow(() -> new ConnectException("current_version() answered nothing"));
  }

  /**
   * Asks for more columns and does not wait for them. A column that is there already, or a schema
   * change that is still going on, is not a failure: the caller looks again.
   */
  void addColumns(TableId id, List<AuditColumn> columns) {
    List<String> definitions = columns.stream().map(AuditColumn::definition).toList();
    try {
      sql.execute(
          "ALTER TABLE " + quoted(id) + " ADD COLUMN (" + String.join(", ", definitions) + ")");
    } catch (SQLException e) {
      if (!SqlFailures.says(e, "already exists") && !SqlFailures.says(e, "in progress")) {
        throw SqlFailures.of("adding audit columns to " + id, e);
      }
    }
  }

  private List<TargetColumn> columns(TableId id) {
    return query("reading the columns of " + id, COLUMNS, id.database(), id.table()).stream()
        .map(ColumnReader::read)
        .toList();
  }

  List<Sql.Row> query(String what, String query, String... parameters) {
    try {
      return sql.query(query, parameters);
    } catch (SQLException e) {
      throw SqlFailures.of(what, e);
    }
  }

  private void execute(String what, String statement) {
    try {
      sql.execute(statement);
    } catch (SQLException e) {
      throw SqlFailures.of(what, e);
    }
  }

  static String quoted(TableId id) {
    return quoted(id.database()) + "." + quoted(id.table());
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  static String missing(TableId id) {
    return "Table "
        + id
        + " does not exist in StarRocks, or starrocks.username has no privilege on it. Create it"
        + " (CREATE TABLE "
        + quoted(id)
        + " (...) PRIMARY KEY (...) DISTRIBUTED BY HASH (...)), or map its topic to another table"
        + " with starrocks.topic2table.map";
  }
}
