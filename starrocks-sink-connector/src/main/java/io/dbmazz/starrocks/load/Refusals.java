package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** What to say when StarRocks refuses a load for good: the thing, the cause, the next step. */
final class Refusals {

  private static final int LONGEST_MESSAGE = 500;

  private final StreamLoadClient client;

  Refusals(StreamLoadClient client) {
    this.client = client;
  }

  ConnectException of(Verdict verdict, LoadRequest request, LoadReply reply) {
    TableId table = request.table().id();
    return switch (verdict) {
      case BAD_ROWS -> badRows(request, reply);
      case MISFIT ->
          new TableMismatchException(request + " does not fit the table: " + said(reply));
      case NO_TABLE ->
          new ConnectException(
              request
                  + ": "
                  + said(reply)
                  + (reply.message().contains("database")
                      ? ". Create it: CREATE DATABASE `" + table.database() + "`"
                      : ". Create the table, or map its topic to another one with"
                          + " starrocks.topic2table.map"));
      case DENIED ->
          new ConnectException(
              request
                  + ": StarRocks refuses the user (HTTP "
                  + reply.httpStatus()
                  + ", "
                  + said(reply)
                  + "). Check starrocks.username and starrocks.password, or GRANT INSERT ON TABLE "
                  + table.database()
                  + "."
                  + table.table()
                  + " TO the user");
      case FULL -> new ConnectException(request + ": " + words(reply) + room(table.database()));
      default -> new ConnectException(request + ": " + words(reply) + hint(reply));
    };
  }

  private static String room(String database) {
    return ". Make room (SHOW DATA tells which tables are large), or raise the quota: ALTER DATABASE `"
        + database
        + "` SET DATA QUOTA 10T; then restart the task";
  }

  private static String hint(LoadReply reply) {
    return reply.httpStatus() == 200
        ? ""
        : " (HTTP "
            + reply.httpStatus()
            + "). Does starrocks.http.url name HTTP ports of StarRocks, 8030 of a front end or 8040"
            + " of a back end?";
  }

  /** Rules and columns; the log of refused rows holds their values, which are left there. */
  private DataException badRows(LoadRequest request, LoadReply reply) {
    if (reply.message().contains("primary key size")) {
      return new RefusedLoadException(
          request + ": a key is longer than StarRocks' primary_key_limit_size (128 bytes)",
          Optional.empty());
    }
    Optional<String> log = reply.errorUrl().flatMap(client::errorLog);
    List<String> rules = log.map(lines -> ErrorLog.rules(lines, request.table())).orElse(List.of());
    return new RefusedLoadException(
        request
            + ": StarRocks refuses rows"
            + (rules.isEmpty() ? "" : ": " + String.join("; ", rules))
            + reply.errorUrl().map(url -> ". The refused rows: " + url).orElse(""),
        log.map(RefusedLines::new));
  }

  /** StarRocks' own words. */
  private static String said(LoadReply reply) {
    String status = reply.status().isEmpty() ? "" : reply.status() + ", ";
    String message = reply.message().isEmpty() ? "no message" : reply.message();
    return status + message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
  }

  /** The same without what stands in quotes or after {@code near}, which may be data. */
  static String words(LoadReply reply) {
    return said(reply)
        .replaceAll("(?s)\\bnear\\b.*", "near …")
        .replaceAll("(?s)'[^']*('|$)", "'…'")
        .replaceAll("(?s)([Rr]ow|value)\\s*[:=].*", "$1 …");
  }
}
