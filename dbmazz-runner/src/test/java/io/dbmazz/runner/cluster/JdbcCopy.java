package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Site;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second database beside that of a site, which Debezium's JDBC sink fills. Used by one thread.
 */
final class JdbcCopy implements AutoCloseable {

  private final Site site;
  private final String database;

  private JdbcCopy(Site site) {
    this.site = site;
    this.database = site.name() + "_copy";
  }

  /** Creates the database. */
  static JdbcCopy of(Site site) throws SQLException {
    JdbcCopy copy = new JdbcCopy(site);
    site.postgres().createDatabase(copy.database);
    return copy;
  }

  /** Runs statements at both ends. */
  JdbcCopy onBoth(String... statements) throws SQLException {
    site.source(statements);
    onCopy(statements);
    return this;
  }

  /** Runs statements in the second database alone. */
  void onCopy(String... statements) throws SQLException {
    site.postgres().executeIn(database, statements);
  }

  /**
   * The sink of Debezium, for all topics of a deployment; the tables are named as at the source.
   *
   * @param settings over the defaults
   */
  Map<String, String> sinkConfig(Deployment deployment, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>();
    config.put("name", deployment.sink());
    config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics.regex", site.name() + "\\.public\\..*");
    // Texts of types that the sink has no cast for, such as enums, are left to PostgreSQL.
    config.put("connection.url", site.postgres().jdbcUrl(database) + "?stringtype=unspecified");
    config.put("connection.username", site.postgres().user());
    config.put("connection.password", site.postgres().password());
    config.put("insert.mode", "upsert");
    config.put("primary.key.mode", "record_key");
    config.put("delete.enabled", "true");
    config.put("schema.evolution", "none");
    config.put("transforms", "table");
    config.put("transforms.table.type", "org.apache.kafka.connect.transforms.RegexRouter");
    config.put("transforms.table.regex", ".*\\.([^.]*)");
    config.put("transforms.table.replacement", "$1");
    config.putAll(settings);
    return config;
  }

  /** Waits until the rows of a table are equal in every column, as PostgreSQL writes them. */
  void awaitEqual(String table) {
    await()
        .atMost(Site.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(SQLException.class) // the sink may have to create the table
        .untilAsserted(() -> assertEqual(table));
  }

  /** Checks that the rows of a table are equal in every column now. */
  private void assertEqual(String table) throws SQLException {
    try (Connection source = site.sourceConnection();
        Connection target = site.postgres().connect(database)) {
      assertThat(rows(target, table)).as(table).isEqualTo(rows(source, table));
    }
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT t::text FROM " + table + " t ORDER BY 1")) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    site.postgres().execute("DROP DATABASE \"" + database + "\" WITH (FORCE)");
  }
}
