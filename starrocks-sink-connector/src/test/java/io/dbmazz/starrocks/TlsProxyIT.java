package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Back ends have no TLS of their own: proxies before them and the front end end it. */
class TlsProxyIT {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir static Path directory;
  private static TestingAuthority authority;
  private static StarRocksEmulator starRocks;
  private static Gateway front;
  private static Gateway back;
  private FaultySink sink;

  @BeforeAll
  static void startStarRocks() {
    authority = new TestingAuthority(directory);
    starRocks =
        StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE));
    SSLContext tls = authority.server();
    front = new Gateway(starRocks.fePort(), tls.getServerSocketFactory());
    back = new Gateway(starRocks.bePort(), tls.getServerSocketFactory());
  }

  @AfterAll
  static void stopStarRocks() {
    front.close();
    back.close();
    starRocks.close();
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_PASSWORD);
    if (sink != null) {
      sink.close();
    }
  }

  private static void trustTheAuthority() {
    System.setProperty(TRUST_STORE, authority.trustStore().toString());
    System.setProperty(TRUST_PASSWORD, TestingAuthority.PASSWORD);
  }

  private static SinkHarness harness(Map<String, String> more) {
    return harness("https://localhost:" + front.port(), more);
  }

  private static SinkHarness harness(String url, Map<String, String> more) {
    String sqlUrl = FaultySink.target(starRocks).sqlUrl();
    return new SinkHarness(new SinkHarness.Target(url, sqlUrl), more);
  }

  /** The proxy in place of the back end that the front end names. */
  private static Map<String, String> mapped() {
    return Map.of(
        "redirect.host.map",
        "127.0.0.1:" + starRocks.bePort() + "=https://localhost:" + back.port());
  }

  @Test
  void rowsAndPasswordTravelEncryptedAllTheWay() throws SQLException {
    trustTheAuthority();
    sink = new FaultySink(starRocks, harness(mapped()));

    sink.landsOnce();

    assertThat(sink.loads("orders"))
        .isNotEmpty()
        .allSatisfy(
            seen -> assertThat(seen.headers()).containsEntry("host", "localhost:" + back.port()));
    assertThat(back.connections()).isPositive();
  }

  @Test
  void answerThatIsLostBehindTheProxyIsFoundInTheLoadState() throws SQLException {
    trustTheAuthority();
    sink = new FaultySink(starRocks, harness(mapped()));

    sink.landsOnceDespite(new Fault.ReplyLost());

    assertThat(sink.labels(FaultySink.EVENTS)).hasSize(1);
  }

  @Test
  void proxyOfAnotherNameEndsTheTaskBeforeThePasswordIsSent() throws SQLException {
    trustTheAuthority();
    SinkHarness misled = harness("https://127.0.0.1:" + front.port(), mapped());
    misled.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    misled.put(FaultySink.insert(0, 10, 1, "a"));

    FaultySink.awaitEnd(misled, "certificate of https://127.0.0.1:", "host name");
    misled.close();
  }

  @Test
  void redirectThatLeavesTlsEndsTheTaskBeforeThePasswordIsSent() throws SQLException {
    trustTheAuthority();
    SinkHarness open = harness(Map.of());
    open.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    open.put(FaultySink.insert(0, 10, 1, "a"));

    FaultySink.awaitEnd(
        open, "redirects from https to http", "redirect.host.map=127.0.0.1:" + starRocks.bePort());
    assertThat(open.committable(Records.TOPIC)).isZero();
    open.close();
  }

  @Test
  void proxyOfAnUnknownAuthorityEndsTheTaskAndSaysWhereToNameIt() throws SQLException {
    SinkHarness suspicious = harness(mapped());
    suspicious.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    suspicious.put(FaultySink.insert(0, 10, 1, "a"));

    FaultySink.awaitEnd(
        suspicious, "localhost:" + front.port(), "certificate", "javax.net.ssl.trustStore");
    assertThat(suspicious.committable(Records.TOPIC)).isZero();
    suspicious.close();
  }
}
