package io.dbmazz.postgres.setup;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Sorts the failures of connections and statements into try again, and someone has to act. */
public final class SqlFailure {

  private static final Set<String> CURABLE_STATES = Set.of("55006", "55P03", "57014");
  private static final Set<String> CURABLE_CLASSES = Set.of("08", "40", "53", "57", "58");

  private SqlFailure() {}

  /** A statement failed: retriable when time may cure it. */
  public static ConnectException ofStatement(SQLException failure, String attempted) {
    String message = attempted + " failed: " + failure.getMessage();
    return isCurable(failure)
        ? new RetriableException(message, failure)
        : new ConnectException(message, failure);
  }

  private static boolean isCurable(SQLException failure) {
    String state = state(failure);
    return state.length() < 2
        || CURABLE_STATES.contains(state)
        || CURABLE_CLASSES.contains(state.substring(0, 2));
  }

  /** A connection could not be made. */
  static ConnectException ofConnecting(SQLException failure, DatabaseSettings settings) {
    String state = state(failure);
    String refused =
        "PostgreSQL at " + settings.hosts() + " refused the connection: " + failure.getMessage();
    if (state.startsWith("28") || state.equals("42501")) {
      return new SetupException(
          "database.user",
          refused
              + ". Check database.user, database.password, the client certificate (database.sslcert,"
              + " database.sslkey) and the server's pg_hba.conf; a role that replicates needs: ALTER"
              + " ROLE "
              + Sql.identifier(settings.user())
              + " REPLICATION",
          failure);
    }
    if (state.equals("3D000")) {
      return new SetupException("database.dbname", refused + ". Check database.dbname", failure);
    }
    if (state.equals("08004")) {
      return new SetupException(
          "database.sslmode", refused + ". Check database.sslmode and database.password", failure);
    }
    if (TlsFailure.needsHelp(failure, settings)) {
      return new SetupException(
          "database.sslmode", TlsFailure.explained(failure, settings), failure);
    }
    return new RetriableException(
        "No connection to PostgreSQL at " + settings.hosts() + ": " + failure.getMessage(),
        failure);
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
