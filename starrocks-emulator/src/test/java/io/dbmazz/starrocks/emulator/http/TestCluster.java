package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Faults;
import io.dbmazz.starrocks.emulator.row.InMemoryTables;
import io.dbmazz.starrocks.emulator.row.TestTable;
import io.dbmazz.starrocks.emulator.row.WriteOrder;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.ServerVersion;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.txn.LabelLimits;
import io.dbmazz.starrocks.emulator.txn.ManualClock;
import io.dbmazz.starrocks.emulator.txn.TableVersions;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A front end, a follower and a back end over the tables {@code shop.orders(id, name)} and {@code
 * shop.items(id, name, price NOT NULL)}, the second without primary key, and {@code
 * shop.versions(id, name, version)}.
 */
final class TestCluster implements AutoCloseable {
  static final TableDefinition ORDERS =
      TestTable.keyedById().nullable("name", TestTable.sized(Kind.VARCHAR, 20)).primaryKey();

  static final TableDefinition ITEMS =
      new TableDefinition(
          "shop",
          "items",
          TestTable.keyedById()
              .nullable("name", TestTable.sized(Kind.VARCHAR, 20))
              .required("price", TestTable.type(Kind.BIGINT))
              .duplicateKey()
              .columns(),
          TableDefinition.Model.DUPLICATE_KEY);

  static final TableDefinition VERSIONED =
      new TableDefinition(
          "shop",
          "versions",
          TestTable.keyedById()
              .nullable("name", TestTable.sized(Kind.VARCHAR, 20))
              .nullable("version", TestTable.type(Kind.BIGINT))
              .primaryKey()
              .columns(),
          TableDefinition.Model.PRIMARY_KEY);

  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  final ManualClock clock = new ManualClock();
  final Faults faults = new Faults();
  final RequestLog requests = new RequestLog(100);
  final TableVersions versions = new TableVersions(5, Duration.ofSeconds(10), clock);
  final Transactions transactions =
      new Transactions(new LabelLimits(1000, Duration.ofDays(3), 2), clock);
  private final InMemoryTables tables =
      new InMemoryTables().with(ORDERS).with(ITEMS).with(VERSIONED);
  private final BackEnd backEnd;
  private final FrontEnd leader;
  private final FrontEnd follower;

  TestCluster() {
    this("4.0.0");
  }

  TestCluster(String version) {
    Cluster cluster =
        new Cluster(
            ServerVersion.parse(version),
            tables,
            transactions,
            versions,
            faults,
            requests,
            new Credentials("root", "s3:cret"));
    LoadRules rules = new LoadRules(WriteOrder.AS_SENT, 1000, clock);
    backEnd = BackEnd.start(ANY, "127.0.0.1", rules, cluster);
    leader = FrontEnd.startLeader(ANY, backEnd, cluster);
    follower = leader.startFollower(ANY, backEnd, cluster);
  }

  /** A transaction over one table, through the leader. */
  TransactionClient overOneTable(String label) {
    return TransactionClient.ofOneTable(frontEnd(), label);
  }

  /** A transaction over several tables, through the leader. */
  TransactionClient overSeveralTables(String label) {
    return TransactionClient.ofSeveralTables(frontEnd(), label);
  }

  Http frontEnd() {
    return new Http(leader.port());
  }

  Http follower() {
    return new Http(follower.port());
  }

  Http backEnd() {
    return new Http(backEnd.port());
  }

  int backEndPort() {
    return backEnd.port();
  }

  int leaderPort() {
    return leader.port();
  }

  void restartBackEnd() {
    backEnd.restart();
  }

  void switchLeader() {
    leader.switchLeader();
  }

  List<List<Object>> rows() {
    return tables.rows(ORDERS);
  }

  List<List<Object>> items() {
    return tables.rows(ITEMS);
  }

  List<List<Object>> versionedRows() {
    return tables.rows(VERSIONED);
  }

  /** What the leader says of a label. */
  String state(String label) throws IOException {
    return TransactionClient.follow(
            frontEnd().get("/api/shop/get_load_state?label=" + label, Http.AUTH),
            http -> http.get("/api/shop/get_load_state?label=" + label, Http.AUTH))
        .text("state");
  }

  SeenRequest lastRequest() {
    List<SeenRequest> seen = requests.requests();
    return seen.get(seen.size() - 1);
  }

  @Override
  public void close() {
    follower.close();
    leader.close();
    backEnd.close();
  }
}
