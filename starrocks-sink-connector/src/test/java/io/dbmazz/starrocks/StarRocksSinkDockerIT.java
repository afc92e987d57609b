package io.dbmazz.starrocks;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract against a real StarRocks: {@code mvn verify -Pdocker}. Its back end answers
 * redirects under 127.0.0.1, so it is loaded into directly.
 */
class StarRocksSinkDockerIT extends StarRocksSinkRecoveryContract {

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
