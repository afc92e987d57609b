package io.dbmazz.starrocks;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

/** The contract against a real StarRocks: {@code mvn verify -Pdocker}. */
class StarRocksTableDockerIT extends StarRocksTableContract {

  private static SinkHarness.Target target;

  @BeforeAll
  static void startStarRocks() throws SQLException {
    target = DockerStarRocks.target();
  }

  @Override
  protected SinkHarness.Target target() {
    return target;
  }
}
