package io.dbmazz.starrocks.table;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Sorts what the SQL port throws into what time cures and what needs a hand. */
final class SqlFailures {

  private static final List<String> CURED_BY_TIME =
      List.of("is not master", "no backend alive", "no alive backend", "backend node not found");

  /** Words of changes that another has made, or is making. The second are those of old releases. */
  private static final List<String> OVERTAKEN =
      List.of("already exists", "in progress", "is not normal", "nothing is changed");

  private static final int ACCESS_DENIED_FOR_USER = 1045;

  private SqlFailures() {}

  /** The exception to throw when {@code what} failed, such as "reading the columns of a.b". */
  static ConnectException of(String what, SQLException failure) {
    if (passes(failure)) {
      return new RetriableException(
          "StarRocks did not answer while " + what + " (starrocks.jdbc.url)", failure);
    }
    if (isLogin(failure)) {
      return new ConnectException(
          "StarRocks refuses starrocks.username or starrocks.password while " + what, failure);
    }
    return new ConnectException(
        "StarRocks refused " + what + ": " + failure.getMessage() + remedy(failure), failure);
  }

  /** Whether the user or the password is refused. */
  static boolean isLogin(Throwable failure) {
    return failure instanceof SQLException refusal
        && refusal.getErrorCode() == ACCESS_DENIED_FOR_USER;
  }

  /** Whether the user lacks a privilege. */
  static boolean isPrivilege(Throwable failure) {
    return failure instanceof SQLException refusal && says(refusal, "access denied");
  }

  /** Whether a change of columns came too late, or too early. */
  static boolean isOvertaken(SQLException failure) {
    return OVERTAKEN.stream().anyMatch(words -> says(failure, words));
  }

  static boolean says(SQLException failure, String words) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }

  private static boolean passes(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08")
        || failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || CURED_BY_TIME.stream().anyMatch(words -> says(failure, words));
  }

  private static String remedy(SQLException failure) {
    if (says(failure, "replication num")) {
      return ". With fewer back ends than replicas set auto.create.properties=replication_num=1";
    }
    return isPrivilege(failure)
        ? ". Grant the user of starrocks.username the privilege it names"
        : "";
  }
}
