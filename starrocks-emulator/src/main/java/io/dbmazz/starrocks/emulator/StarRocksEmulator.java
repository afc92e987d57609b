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
import io.dbmazz.starrocks.emulator.sql.OpenLoads;
import io.dbmazz.starrocks.emulator.sql.ServerVersion;
import io.dbmazz.starrocks.emulator.sql.SqlSession;
import io.dbmazz.starrocks.emulator.sql.Warehouse;
import io.dbmazz.starrocks.emulator.sql.WarehouseOptions;
import io.dbmazz.starrocks.emulator.txn.TableVersions;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
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
  private final Transactions transactions;
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
    this.transactions = new Transactions(options.labelLimits(), options.clock());
    Warehouse warehouse = parts.add(warehouse(options, new RunningLoads(transactions)));
    Cluster cluster =
        new Cluster(
            ServerVersion.parse(options.version()),
            warehouse,
            transactions,
            versions,
            faults,
            requests,
            options.credentials());
    this.backEnd = parts.add(backEnd(options, cluster));
    HostPort front = new HostPort(HOST, options.frontEndPort());
    this.leader = parts.add(FrontEnd.startLeader(front, backEnd, cluster));
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

  private static Warehouse warehouse(EmulatorOptions options, OpenLoads loads) {
    Warehouse warehouse =
        new Warehouse(
            WarehouseOptions.defaults()
                .withVersion(options.version())
                .withSchemaChangeDelay(options.schemaChangeDelay())
                .withClock(options.clock()),
            loads);
    try (SqlSession session = warehouse.openSession(options.credentials().user())) {
      for (String database : options.databases()) {
        session.execute("CREATE DATABASE `" + database + "`");
      }
    }
    return warehouse;
  }

  private static BackEnd backEnd(EmulatorOptions options, Cluster cluster) {
    LoadRules rules = new LoadRules(options.order(), options.maxJsonBytes(), options.clock());
    HostPort address = new HostPort(HOST, options.backEndPort());
    return BackEnd.start(address, options.backEndHost(), rules, cluster);
  }

  private FrontEnd follower(Cluster cluster) {
    return leader.startFollower(new HostPort(HOST, 0), backEnd, cluster);
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

  /**
   * Another front end becomes the leader, or the only one restarts: transactions that are open and
   * not prepared are lost. The ports stay.
   */
  public void switchLeader() {
    leader.switchLeader();
    log.info("StarRocks emulator switched its leader");
  }

  /**
   * The back end loses what a restart loses, the transactions that are open and not prepared. The
   * port stays.
   */
  public void restartBackEnd() {
    backEnd.restart();
    log.info("StarRocks emulator restarted its back end");
  }

  /**
   * From now on nothing that is committed becomes readable: its label stays COMMITTED, and the
   * answer is that of a commit whose publishing took too long.
   */
  public void holdPublishing() {
    transactions.holdPublishing();
  }

  /** Publishes what was held, in the order of the commits. */
  public void releasePublishing() {
    transactions.releasePublishing();
  }

  /** Labels of the database's transactions that are open or prepared, those of loads included. */
  public SortedSet<String> openTransactions(String database) {
    return transactions.open(database);
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
