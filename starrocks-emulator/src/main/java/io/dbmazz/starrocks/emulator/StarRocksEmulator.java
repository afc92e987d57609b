package io.dbmazz.starrocks.emulator;

import io.dbmazz.starrocks.emulator.fault.Faults;
import io.dbmazz.starrocks.emulator.http.BackEnd;
import io.dbmazz.starrocks.emulator.http.Cluster;
import io.dbmazz.starrocks.emulator.http.FrontEnd;
import io.dbmazz.starrocks.emulator.http.HostPort;
import io.dbmazz.starrocks.emulator.http.LoadRules;
import io.dbmazz.starrocks.emulator.http.RequestLog;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import io.dbmazz.starrocks.emulator.mysql.MySqlOptions;
import io.dbmazz.starrocks.emulator.mysql.MySqlServer;
import io.dbmazz.starrocks.emulator.sql.SqlSession;
import io.dbmazz.starrocks.emulator.sql.Warehouse;
import io.dbmazz.starrocks.emulator.sql.WarehouseOptions;
import io.dbmazz.starrocks.emulator.txn.TableVersions;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running StarRocks stand-in on the loopback interface: front end, back end and query port over
 * tables in memory, which are gone when it closes. Safe for several threads.
 */
public final class StarRocksEmulator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StarRocksEmulator.class);
  private static final String HOST = "127.0.0.1";
  private static final int REQUESTS_KEPT = 10_000;

  private final Parts parts;
  private final Faults faults;
  private final RequestLog requests;
  private final TableVersions versions;
  private final BackEnd backEnd;
  private final FrontEnd leader;
  private final Optional<FrontEnd> follower;
  private final MySqlServer mysql;

  private StarRocksEmulator(EmulatorOptions options, Parts parts) {
    this.parts = parts;
    this.faults = new Faults();
    this.requests = new RequestLog(REQUESTS_KEPT);
    this.versions =
        new TableVersions(options.maxVersions(), options.compactionDelay(), options.clock());
    Warehouse warehouse = parts.add(warehouse(options));
    Cluster cluster = cluster(options, warehouse);
    this.backEnd = parts.add(backEnd(options, cluster));
    HostPort front = new HostPort(HOST, options.frontEndPort());
    this.leader = parts.add(FrontEnd.startLeader(front, backEnd.advertised(), cluster));
    this.follower =
        options.hasFollower() ? Optional.of(parts.add(follower(cluster))) : Optional.empty();
    MySqlOptions query =
        MySqlOptions.defaults()
            .withAddress(HOST, options.mysqlPort())
            .withUser(options.credentials().user(), options.credentials().password());
    this.mysql = parts.add(MySqlServer.start(query, warehouse));
  }

  /**
   * Starts an emulator.
   *
   * @throws java.io.UncheckedIOException if one of its ports is taken
   */
  public static StarRocksEmulator start(EmulatorOptions options) {
    Parts parts = new Parts();
    boolean started = false;
    try {
      StarRocksEmulator emulator = new StarRocksEmulator(options, parts);
      started = true;
      log.info(
          "StarRocks emulator {} started: front end {}, back end {}, MySQL {}",
          options.version(),
          emulator.fePort(),
          emulator.bePort(),
          emulator.mysqlPort());
      return emulator;
    } finally {
      if (!started) {
        parts.close();
      }
    }
  }

  private static Warehouse warehouse(EmulatorOptions options) {
    Warehouse warehouse =
        new Warehouse(
            WarehouseOptions.defaults()
                .withVersion(options.version())
                .withSchemaChangeDelay(options.schemaChangeDelay())
                .withClock(options.clock()));
    try (SqlSession session = warehouse.openSession(options.credentials().user())) {
      for (String database : options.databases()) {
        session.execute("CREATE DATABASE `" + database + "`");
      }
    }
    return warehouse;
  }

  private Cluster cluster(EmulatorOptions options, Warehouse warehouse) {
    Transactions transactions = new Transactions(options.labelLimits(), options.clock());
    return new Cluster(warehouse, transactions, versions, faults, requests, options.credentials());
  }

  private static BackEnd backEnd(EmulatorOptions options, Cluster cluster) {
    LoadRules rules = new LoadRules(options.order(), options.maxJsonBytes(), options.clock());
    HostPort address = new HostPort(HOST, options.backEndPort());
    return BackEnd.start(address, options.backEndHost(), rules, cluster);
  }

  private FrontEnd follower(Cluster cluster) {
    HostPort leaderAddress = new HostPort(HOST, leader.port());
    HostPort any = new HostPort(HOST, 0);
    return FrontEnd.startFollower(any, leaderAddress, backEnd.advertised(), cluster);
  }

  /** The front end's HTTP port. */
  public int fePort() {
    return leader.port();
  }

  /** The back end's HTTP port. */
  public int bePort() {
    return backEnd.port();
  }

  /** The query port. */
  public int mysqlPort() {
    return mysql.port();
  }

  /** The front end, as {@code http://host:port}. */
  public String feUrl() {
    return url(fePort());
  }

  /** The back end, as {@code http://host:port}, whatever redirects say. */
  public String beUrl() {
    return url(bePort());
  }

  /** The front end that is not the leader, if there is one. */
  public Optional<String> followerUrl() {
    return follower.map(front -> url(front.port()));
  }

  private static String url(int port) {
    return "http://" + new HostPort(HOST, port);
  }

  /** A JDBC URL of Connector/J for the database. */
  public String jdbcUrl(String database) {
    return "jdbc:mysql://" + new HostPort(HOST, mysqlPort()) + "/" + database;
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** The newest 10,000 HTTP requests, in order of arrival. */
  public List<SeenRequest> requests() {
    return requests.requests();
  }

  /** Compacts the table's versions now. */
  public void compact(String database, String table) {
    versions.compact(database, table);
  }

  /** Closes the ports and forgets the tables; loads under way are rolled back. */
  @Override
  public void close() {
    parts.close();
    log.info("StarRocks emulator closed");
  }
}
