package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Faults;
import io.dbmazz.starrocks.emulator.row.InMemoryTables;
import io.dbmazz.starrocks.emulator.row.TestTable;
import io.dbmazz.starrocks.emulator.row.WriteOrder;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.txn.LabelLimits;
import io.dbmazz.starrocks.emulator.txn.ManualClock;
import io.dbmazz.starrocks.emulator.txn.TableVersions;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.time.Duration;
import java.util.List;

/** A front end, a follower and a back end over the table {@code shop.orders(id, name)}. */
final class TestCluster implements AutoCloseable {
  static final TableDefinition ORDERS =
      TestTable.keyedById().nullable("name", TestTable.sized(Kind.VARCHAR, 20)).primaryKey();

  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  final ManualClock clock = new ManualClock();
  final Faults faults = new Faults();
  final RequestLog requests = new RequestLog(100);
  final TableVersions versions = new TableVersions(5, Duration.ofSeconds(10), clock);
  private final InMemoryTables tables = new InMemoryTables().with(ORDERS);
  private final BackEnd backEnd;
  private final FrontEnd leader;
  private final FrontEnd follower;

  TestCluster() {
    Cluster cluster =
        new Cluster(
            tables,
            new Transactions(new LabelLimits(1000, Duration.ofDays(3), 2), clock),
            versions,
            faults,
            requests,
            new Credentials("root", "s3:cret"));
    LoadRules rules = new LoadRules(WriteOrder.AS_SENT, 1000, clock);
    backEnd = BackEnd.start(ANY, "127.0.0.1", rules, cluster);
    leader = FrontEnd.startLeader(ANY, backEnd.advertised(), cluster);
    HostPort leaderAddress = new HostPort("127.0.0.1", leader.port());
    follower = FrontEnd.startFollower(ANY, leaderAddress, backEnd.advertised(), cluster);
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

  List<List<Object>> rows() {
    return tables.rows(ORDERS);
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
