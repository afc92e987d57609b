package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkloadIT {

  @Test
  void workloadFillsAllTablesAndItsDocumentsAreToasted() throws Exception {
    Path directory;
    try (DemoPostgres postgres = DemoPostgres.start()) {
      postgres.execute(DemoTables.POSTGRES);
      postgres.execute(DemoTables.ROWS_BEFORE);
      directory = Path.of(number(postgres, "SHOW data_directory"));
      Workload workload = Workload.start(postgres, 20_000, 1);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                workload.requireRunning();
                return !"20".equals(number(postgres, "SELECT count(*) FROM product_documents"));
              });
      workload.stop();

      workload.requireRunning();
      assertThat(number(postgres, "SELECT count(*) > 2100 FROM orders")).isEqualTo("t");
      assertThat(number(postgres, "SELECT count(*) > 4100 FROM order_items")).isEqualTo("t");
      assertThat(
              number(
                  postgres, "SELECT min(pg_column_size(document)) > 50000 FROM product_documents"))
          .isEqualTo("t");
    }
    assertThat(Files.exists(directory)).isFalse();
  }

  private static String number(DemoPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
