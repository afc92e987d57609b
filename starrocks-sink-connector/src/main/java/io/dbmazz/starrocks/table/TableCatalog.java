package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The target tables as the SQL port of StarRocks describes them. Used by several loader threads; a
 * table is read once and again when {@link #refresh} is asked for.
 *
 * <p>Every method throws a RetriableException for what time can cure, a ConnectException otherwise.
 */
public final class TableCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(TableCatalog.class);

  private static final String COLUMNS =
      "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION,"
          + " NUMERIC_SCALE, IS_NULLABLE, COLUMN_DEFAULT, COLUMN_KEY, EXTRA"
          + " FROM information_schema.columns WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
          + " ORDER BY ORDINAL_POSITION";

  private static final String KEY_LIMIT =
      "SELECT MIN(CAST(VALUE AS INT)) AS bytes FROM information_schema.be_configs"
          + " WHERE NAME = 'primary_key_limit_size'";

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
    int keyLimit =
        primaryKey && KeyLimit.mayBeExceeded(columns) ? keyLimitOfServer() : KeyLimit.BYTES;
    TargetTable table = new TargetTable(id, columns, primaryKey, keyLimit);
    tables.put(id, table);
    return table;
  }

  /** Old releases have no such table, and not every user may read it. */
  private int keyLimitOfServer() {
    try {
      return sql.query(KEY_LIMIT).stream()
          .map(row -> (int) row.number("bytes"))
          .filter(bytes -> bytes > 0)
          .findFirst()
          .orElse(KeyLimit.BYTES);
    } catch (SQLException e) {
      LOG.debug("primary_key_limit_size is taken to be {}", KeyLimit.BYTES, e);
      return KeyLimit.BYTES;
    }
  }

  /** Empties the table. */
  public void truncate(TableId id) {
    execute("truncating " + id, "TRUNCATE TABLE " + quoted(id));
  }

  /** Runs a statement that changes rows. */
  void change(String what, String statement) {
    execute(what, statement);
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
   * Asks for a change of columns and does not wait for it. A column that is there already, and a
   * schema change that is still going on, are no failures: the caller looks again.
   */
  void alter(String doing, String statement) {
    try {
      sql.execute(statement);
    } catch (SQLException e) {
      if (!SqlFailures.isOvertaken(e)) {
        throw SqlFailures.of(doing, e);
      }
      LOG.debug("{} is under way or done: {}", doing, e.getMessage());
    }
  }

  /** The newest change of the table's columns; empty when none is shown, or none may be seen. */
  Optional<ColumnJob> lastJob(TableId id) {
    try {
      return sql
          .query(
              "SHOW ALTER TABLE COLUMN FROM "
                  + quoted(id.database())
                  + " WHERE TableName = ? ORDER BY CreateTime DESC LIMIT 1",
              id.table())
          .stream()
          .findFirst()
          .map(ColumnJob::read);
    } catch (SQLException e) {
      // Only asked to explain a wait, which goes by the columns themselves.
      LOG.debug("The schema changes of {} cannot be seen", id, e);
      return Optional.empty();
    }
  }

  /** Creates a table, and reads it; that another task has just created it is not a failure. */
  void create(TableId id, String statement) {
    try {
      sql.execute(statement);
    } catch (SQLException e) {
      if (!SqlFailures.says(e, "already exists")) {
        throw SqlFailures.of("creating " + id + " with " + statement, e);
      }
    }
    refresh(id);
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
        + " (...) PRIMARY KEY (...) DISTRIBUTED BY HASH (...)), set auto.create.tables=true, or map"
        + " its topic to another table with starrocks.topic2table.map";
  }
}
