package io.dbmazz.starrocks.emulator.sql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;

/** What the engine complains of, in StarRocks' words. */
final class EngineErrors {

  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  private EngineErrors() {}

  static SqlError translate(SQLException error) {
    return switch (error.getErrorCode()) {
      case ErrorCode.COLUMN_NOT_FOUND_1 -> SqlError.unknownColumn(plainName(error));
      case ErrorCode.AMBIGUOUS_COLUMN_NAME_1 ->
          SqlError.analyzing("Column '" + plainName(error) + "' is ambiguous");
      case ErrorCode.FUNCTION_NOT_FOUND_1 ->
          SqlError.analyzing("No matching function with signature: " + plainName(error) + "()");
      case ErrorCode.MUST_GROUP_BY_COLUMN_1 ->
          SqlError.analyzing(
              "'"
                  + plainName(error)
                  + "' must be an aggregate expression or appear in GROUP BY clause");
      // The engine's message would quote the value.
      case ErrorCode.DATA_CONVERSION_ERROR_1, ErrorCode.INVALID_DATETIME_CONSTANT_2 ->
          SqlError.analyzing("A value does not have the type it is compared or cast to");
      default -> other(error);
    };
  }

  private static SqlError other(SQLException error) {
    String message = error.getMessage().replaceFirst("(?s); SQL statement:.*", "");
    return new SqlError(
        1064, "HY000", "Getting analyzing error. Detail message: " + message + ".", error);
  }

  /** The name between the first quotes of the message, without what qualifies it. */
  private static String plainName(SQLException error) {
    Matcher matcher = NAME.matcher(error.getMessage());
    String name = matcher.find() ? matcher.group(1) : error.getMessage();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
