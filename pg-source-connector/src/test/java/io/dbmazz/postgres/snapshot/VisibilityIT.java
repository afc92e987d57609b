package io.dbmazz.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.TestingPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityIT {

  /** The former snapshot is {@code 1000:1010:1003}; the present one ends at the given number. */
  @ParameterizedTest
  @CsvSource({
    "2, 1020, true",
    "999, 1020, true",
    "1000, 1020, true",
    "1003, 1020, false",
    "1009, 1020, true",
    "1010, 1020, false",
    "1019, 1020, false",
    "1020, 1020, true",
    "4294967295, 1020, true"
  })
  void rowIsVisibleIfItsTransactionWas(String xmin, long end, boolean visible) throws SQLException {
    assertThat(isVisible(xmin, "1000:1010:1003", end)).isEqualTo(visible);
  }

  @ParameterizedTest
  @CsvSource({
    "4294967290, true", // of the epoch before
    "5, false",
    "100, false",
    "103, true" // not yet given away in this epoch
  })
  void numbersAreCompletedByThePresentEpoch(String xmin, boolean visible) throws SQLException {
    long epoch = 7L << 32;
    String former = (epoch - 3) + ":" + (epoch - 3) + ":";
    assertThat(isVisible(xmin, former, epoch + 103)).isEqualTo(visible);
  }

  private static boolean isVisible(String xmin, String former, long end) throws SQLException {
    try (Connection connection = TestingPostgres.shared().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT "
                    + Visibility.inFormer(former, end)
                    + " FROM (SELECT '"
                    + xmin
                    + "'::xid AS xmin) AS r")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
