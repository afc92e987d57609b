package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.postgres.setup.SourceSetup;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the server with short time-outs; creates nothing and never throws. */
final class LiveChecks {

  private static final Logger LOG = LoggerFactory.getLogger(LiveChecks.class);
  private static final String URL = "database.url";
  private static final Set<String> IN_URL =
      Set.of("database.hostname", "database.dbname", "database.user", "database.sslmode");

  private LiveChecks() {}

  /**
   * What is wrong with the server.
   *
   * @param key of the configuration that the problem belongs to
   * @param text with the way out
   */
  record Problem(String key, String text) {}

  /** The first problem with the server that a well-formed configuration names. */
  static Optional<Problem> problem(Map<String, String> properties) {
    try {
      PostgresSourceConfig config = new PostgresSourceConfig(properties);
      ServerConnections connections =
          new ServerConnections(
              config.database(), ConnectionTimeouts.VALIDATION, "dbmazz validation");
      new SourceSetup(connections, config.setup()).verify();
      return Optional.empty();
    } catch (SetupException e) {
      return Optional.of(new Problem(keyIn(properties, e.property()), e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever it is, Connect would answer HTTP 500 instead of naming a key.
      LOG.debug("Validation could not look at the server", e);
      return Optional.of(new Problem(keyIn(properties, "database.hostname"), e.getMessage()));
    }
  }

  private static String keyIn(Map<String, String> properties, String key) {
    boolean moved = IN_URL.contains(key) && !properties.containsKey(key);
    return moved && properties.containsKey(URL) ? URL : key;
  }
}
