package io.dbmazz.runner.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets in a table, one row for each source partition, each save its own committed transaction. A
 * lost connection is opened again by the next call.
 *
 * <p>The first save of a process takes the row over; a save that finds another owner in the row
 * fails. So a process that has lost its slot to a newer one cannot move the offset back.
 */
public final class PostgresOffsetStore implements OffsetStore {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresOffsetStore.class);
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

  private final PostgresDatabase database;
  private final String table;
  private final String owner = UUID.randomUUID().toString();
  private final Set<String> owned = new HashSet<>();
  private Connection connection;

  /**
   * A store that connects when first used.
   *
   * @param table plain or schema-qualified name; created when missing
   */
  public PostgresOffsetStore(PostgresDatabase database, String table) {
    if (!NAME.matcher(table).matches()) {
      throw new ConfigException(
          "offset.storage.table", table, "must be a plain name, or schema.name");
    }
    this.database = database;
    this.table = table;
  }

  @Override
  public Optional<Map<String, Object>> load(Map<String, ?> partition) {
    String key = OffsetJson.write(partition);
    String sql = "SELECT source_offset FROM " + table + " WHERE source_partition = ?";
    return call(
        "read",
        sql,
        statement -> {
          statement.setString(1, key);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(parse(key, rows.getString(1))) : Optional.empty();
          }
        });
  }

  private Map<String, Object> parse(String partition, String offset) {
    try {
      return OffsetJson.read(offset);
    } catch (JsonProcessingException e) {
      throw new ConnectException(
          "Offset of " + partition + " in " + table + " is not a JSON object; correct the row", e);
    }
  }

  @Override
  public void save(Map<String, ?> partition, Map<String, ?> offset) {
    String key = OffsetJson.write(partition);
    String condition = owned.contains(key) ? " WHERE kept.owner = EXCLUDED.owner" : "";
    int written =
        call(
            "write",
            "INSERT INTO "
                + table
                + " AS kept (source_partition, source_offset, owner) VALUES (?, ?, ?)"
                + " ON CONFLICT (source_partition) DO UPDATE SET source_offset ="
                + " EXCLUDED.source_offset, owner = EXCLUDED.owner, updated_at = now()"
                + condition,
            statement -> {
              statement.setString(1, key);
              statement.setString(2, OffsetJson.write(offset));
              statement.setString(3, owner);
              return statement.executeUpdate();
            });
    if (written == 0) {
      throw new ConnectException(
          "Another process has taken over the offset of "
              + key
              + " in "
              + table
              + "; this one ends. Run one process for each slot and source.topic.prefix");
    }
    owned.add(key);
  }

  @Override
  public void delete(Map<String, ?> partition) {
    String key = OffsetJson.write(partition);
    call(
        "delete from",
        "DELETE FROM " + table + " WHERE source_partition = ?",
        statement -> {
          statement.setString(1, key);
          return statement.executeUpdate();
        });
  }

  private <T> T call(String verb, String sql, Query<T> query) {
    try {
      if (connection == null) {
        connection = open();
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return query.run(statement);
      }
    } catch (SQLException e) {
      String what = "Cannot " + verb + " offset table " + table + " in " + database;
      ConnectException failure = database.failure(what + remedy(e), e);
      abandon(failure);
      throw failure;
    }
  }

  private String remedy(SQLException failure) {
    return switch (failure.getSQLState() == null ? "" : failure.getSQLState()) {
      case "42501" ->
          " (have its owner run: "
              + create()
              + "; GRANT SELECT, INSERT, UPDATE, DELETE ON "
              + table
              + " TO the runner's role; or set offset.storage=file)";
      case "42703" ->
          " (a table of this name exists with other columns; set offset.storage.table to a new"
              + " name)";
      case "3F000" -> " (create the schema, or set offset.storage.table to one that exists)";
      default -> "";
    };
  }

  private Connection open() throws SQLException {
    Connection opened = database.connect();
    try {
      if (!exists(opened)) {
        try (var statement = opened.createStatement()) {
          statement.execute(create());
        }
        LOG.info("Created offset table {} in {}", table, database);
      }
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** Asked first, because CREATE TABLE IF NOT EXISTS wants a privilege even if there is one. */
  private boolean exists(Connection opened) throws SQLException {
    try (PreparedStatement query = opened.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private String create() {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " (source_partition text PRIMARY KEY, source_offset text NOT NULL, owner text NOT NULL,"
        + " updated_at timestamptz NOT NULL DEFAULT now())";
  }

  private void abandon(ConnectException failure) {
    try {
      close();
    } catch (ConnectException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    Connection closing = connection;
    connection = null;
    try {
      closing.close();
    } catch (SQLException e) {
      throw database.failure("Cannot close the connection to " + database, e);
    }
  }

  private interface Query<T> {
    T run(PreparedStatement statement) throws SQLException;
  }
}
