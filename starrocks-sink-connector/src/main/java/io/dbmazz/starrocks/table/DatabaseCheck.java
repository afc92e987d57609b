package io.dbmazz.starrocks.table;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Looks at the SQL port for a validation. Changes nothing there. */
public final class DatabaseCheck {

  private static final String URL = "starrocks.jdbc.url";
  private static final String USER = "starrocks.username";
  private static final String DATABASE = "starrocks.database.name";
  private static final String TABLES = "starrocks.topic2table.map";

  private final TableCatalog catalog;
  private final String server;

  DatabaseCheck(Sql sql, String server) {
    catalog = new TableCatalog(sql);
    this.server = server;
  }

  /**
   * Looks through Connector/J.
   *
   * @param jdbcUrl {@code jdbc:mysql://fe1:9030,fe2:9030}
   * @param connect longest wait for a connection
   * @param answer longest wait for an answer
   */
  public static DatabaseCheck over(
      String jdbcUrl, String user, Password password, Duration connect, Duration answer) {
    return new DatabaseCheck(
        new JdbcSql(jdbcUrl, user, password, connect, answer), server(jdbcUrl));
  }

  /** What messages call the server: without the parameters of the URL. */
  public static String server(String jdbcUrl) {
    String hosts = jdbcUrl.replaceFirst("^jdbc:mysql://", "").replaceFirst("[/?].*", "");
    return "StarRocks' SQL port at " + hosts;
  }

  /**
   * The first thing that is wrong, in the order in which they need each other: connection, login,
   * that it is StarRocks, the database, the tables.
   *
   * @param tables of the database that have to exist
   */
  public Optional<KeyProblem> problem(String database, Collection<String> tables) {
    try {
      catalog.version();
      return missing(database).or(() -> missing(database, tables));
    } catch (ConnectException e) {
      return Optional.of(refusal(e));
    }
  }

  /**
   * Whether the server has what a key asks for.
   *
   * @param key of the configuration
   * @param question what a version lacks; empty when nothing
   */
  public Optional<KeyProblem> problem(
      String key, Function<StarRocksVersion, Optional<String>> question) {
    try {
      return question.apply(catalog.version()).map(lack -> new KeyProblem(key, lack));
    } catch (ConnectException e) {
      return Optional.of(refusal(e));
    }
  }

  /** SHOW and not information_schema, which needs a back end to read it. */
  private Optional<KeyProblem> missing(String database) {
    if (names("SHOW DATABASES").contains(database)) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyProblem(
            DATABASE,
            "Database '"
                + database
                + "' does not exist in StarRocks, or "
                + USER
                + " has no privilege in it. Create it (CREATE DATABASE "
                + TableCatalog.quoted(database)
                + "), grant the user SELECT and INSERT on its tables, or correct "
                + DATABASE));
  }

  private Optional<KeyProblem> missing(String database, Collection<String> tables) {
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    Set<String> present = names("SHOW TABLES FROM " + TableCatalog.quoted(database));
    List<String> missing =
        tables.stream()
            .distinct()
            .filter(table -> !present.contains(table))
            .sorted()
            .map(table -> TableCatalog.missing(new TableId(database, table)))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyProblem(TABLES, String.join(". ", missing)));
  }

  /** The first column. */
  private Set<String> names(String statement) {
    return catalog.query(statement, statement).stream()
        .map(row -> row.values().firstEntry().getValue())
        .collect(Collectors.toSet());
  }

  private KeyProblem refusal(ConnectException failure) {
    if (failure instanceof RetriableException) {
      return KeyProblem.unanswered(URL, server, failure);
    }
    if (SqlFailures.isLogin(failure.getCause())) {
      return KeyProblem.refusedLogin(server);
    }
    if (SqlFailures.isPrivilege(failure.getCause())) {
      return new KeyProblem(USER, failure.getMessage());
    }
    return new KeyProblem(
        URL,
        server
            + ": "
            + failure.getMessage()
            + ". Does "
            + URL
            + " name the query port of a front end, 9030?");
  }
}
