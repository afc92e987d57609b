package io.dbmazz.starrocks.load;

import com.mysql.cj.jdbc.Driver;
import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import io.dbmazz.starrocks.table.AuditColumn.Mode;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableId;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** An emulator with the database shop, and a loader for it that retries without long pauses. */
final class EmulatedCluster implements AutoCloseable {

  static final TableId ORDERS = new TableId("shop", "orders");

  private final StarRocksEmulator emulator;
  private final LoadCounters counters = new LoadCounters();
  private final HttpStreamLoader loader;

  EmulatedCluster(EmulatorOptions options) {
    emulator = StarRocksEmulator.start(options.withDatabases("shop"));
    loader = loader(List.of(emulator.feUrl()), Map.of());
  }

  /** Another loader, such as that of the next start. */
  HttpStreamLoader loader(List<String> urls, Map<String, String> redirectHosts) {
    Duration connect = Duration.ofSeconds(2);
    Password password = new Password("");
    TableCatalog catalog =
        TableCatalog.over(
            "jdbc:mysql://127.0.0.1:" + emulator.mysqlPort(), "root", password, connect);
    LoaderOptions options =
        new LoaderOptions(
            urls.stream().map(URI::create).toList(),
            "root",
            password,
            connect,
            5,
            Map.of(),
            redirectHosts,
            Mode.LOADED,
            LoaderOptions.LABEL_PREFIX);
    return new HttpStreamLoader(
        LoaderParts.wire(options, catalog, counters, pause -> Thread.sleep(20), System::nanoTime));
  }

  StarRocksEmulator emulator() {
    return emulator;
  }

  LoadCounters counters() {
    return counters;
  }

  void load(RowOperation... rows) {
    loader.load(batch(rows));
  }

  static RowBatch batch(RowOperation... rows) {
    Instant noon = Instant.parse("2026-01-01T12:00:00.123456Z");
    return new RowBatch(ORDERS, List.of(rows), false, noon, "orders-0:1-9");
  }

  void fail(Fault fault) {
    emulator.faults().next(fault);
  }

  /** Loads that reached the back end. */
  List<SeenRequest> loads() {
    return emulator.requests().stream()
        .filter(seen -> seen.node() == Fault.Node.BACK_END && seen.method().equals("PUT"))
        .toList();
  }

  /** Creates the table orders with these columns, keyed by the first. */
  void createOrders(String columns) {
    String key = columns.substring(0, columns.indexOf(' '));
    execute(
        String.format(
            "CREATE TABLE orders (%s) PRIMARY KEY (%s) DISTRIBUTED BY HASH (%s)"
                + " PROPERTIES (\"replication_num\" = \"1\")",
            columns, key, key));
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** All rows, each as its values in text with blanks between. */
  List<String> rows(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join(" ", Stream.of(values.toArray()).map(String::valueOf).toList()));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "root");
    properties.setProperty("password", "");
    properties.setProperty("tinyInt1isBit", "false");
    return new Driver().connect(emulator.jdbcUrl("shop"), properties);
  }

  @Override
  public void close() {
    loader.close();
    emulator.close();
  }
}
