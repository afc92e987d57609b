package io.dbmazz.starrocks;

import io.dbmazz.starrocks.Probes.Probe;
import io.dbmazz.starrocks.load.EndpointCheck;
import io.dbmazz.starrocks.load.MultiTableLoader;
import io.dbmazz.starrocks.table.DatabaseCheck;
import io.dbmazz.starrocks.table.KeyProblem;
import io.dbmazz.starrocks.table.TableId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at StarRocks with short time-outs; creates nothing and never throws. */
final class LiveChecks {

  private static final Logger LOG = LoggerFactory.getLogger(LiveChecks.class);

  /** Somebody waits for a validation. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  private static final Duration LONGEST = Duration.ofSeconds(4);

  private LiveChecks() {}

  /** What is wrong with the StarRocks that a well-formed configuration names, by key. */
  static Map<String, String> problems(StarRocksSinkConfig config) {
    Duration connect = config.connectTimeout();
    Duration step = connect.compareTo(LONGEST_STEP) < 0 ? connect : LONGEST_STEP;
    try (EndpointCheck endpoints =
        new EndpointCheck(config.username(), config.password(), step, LONGEST_STEP)) {
      List<Probe> probes = new ArrayList<>();
      probes.add(sql(config, step));
      config.endpoints().stream()
          .distinct()
          .map(address -> http(address, endpoints, config.changeOptions().database()))
          .forEach(probes::add);
      return Probes.problems(probes, LONGEST);
    } catch (RuntimeException e) {
      // Whatever it is, Connect would answer HTTP 500 instead of naming a key.
      LOG.debug("Validation could not look at StarRocks", e);
      return Map.of(SinkConfigDef.HTTP_URL, "StarRocks could not be looked at: " + e);
    }
  }

  private static Probe sql(StarRocksSinkConfig config, Duration connect) {
    String url = config.jdbcUrl();
    DatabaseCheck check =
        DatabaseCheck.over(url, config.username(), config.password(), connect, LONGEST_STEP);
    String database = config.changeOptions().database();
    Collection<String> tables = config.knownTables().stream().map(TableId::table).toList();
    return new Probe(
        SinkConfigDef.JDBC_URL,
        DatabaseCheck.server(url),
        () -> check.problem(database, tables).or(() -> guarantee(config, check)));
  }

  private static Optional<KeyProblem> guarantee(StarRocksSinkConfig config, DatabaseCheck check) {
    return config.exactlyOnce()
        ? check.problem(
            SinkConfigDef.GUARANTEE,
            version ->
                version.hasMultiTableTransactions()
                    ? Optional.empty()
                    : Optional.of(MultiTableLoader.needed(version)))
        : Optional.empty();
  }

  private static Probe http(URI address, EndpointCheck check, String database) {
    return new Probe(
        SinkConfigDef.HTTP_URL,
        EndpointCheck.server(address),
        () -> check.problem(address, database));
  }
}
