package io.dbmazz.starrocks.emulator;

import io.dbmazz.starrocks.emulator.http.Credentials;
import io.dbmazz.starrocks.emulator.row.WriteOrder;
import io.dbmazz.starrocks.emulator.txn.LabelLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How an emulator is set up. Never changed once made: each {@code with} gives another one.
 *
 * <p>The defaults are free ports on the loopback interface, user root without password, no
 * database, version 3.5.4 and the limits of a real server.
 */
public final class EmulatorOptions {
  // Assigned by copy() alone, before anybody else sees the object.
  private int frontEndPort;
  private int backEndPort;
  private int mysqlPort;
  private Credentials credentials = new Credentials("root", "");
  private List<String> databases = List.of();
  private String version = "3.5.4";
  private String backEndHost = "127.0.0.1";
  private boolean hasFollower;
  private WriteOrder order = WriteOrder.AS_SENT;
  private Duration schemaChangeDelay = Duration.ZERO;
  private LabelLimits labelLimits = LabelLimits.defaults();
  private long maxJsonBytes = 100L << 20;
  private int maxVersions = 1000;
  private Duration compactionDelay = Duration.ofSeconds(10);
  private Clock clock = Clock.systemUTC();

  private EmulatorOptions() {}

  /** The defaults. */
  public static EmulatorOptions defaults() {
    return new EmulatorOptions();
  }

  private EmulatorOptions copy(Consumer<EmulatorOptions> change) {
    EmulatorOptions copy = new EmulatorOptions();
    copy.frontEndPort = frontEndPort;
    copy.backEndPort = backEndPort;
    copy.mysqlPort = mysqlPort;
    copy.credentials = credentials;
    copy.databases = databases;
    copy.version = version;
    copy.backEndHost = backEndHost;
    copy.hasFollower = hasFollower;
    copy.order = order;
    copy.schemaChangeDelay = schemaChangeDelay;
    copy.labelLimits = labelLimits;
    copy.maxJsonBytes = maxJsonBytes;
    copy.maxVersions = maxVersions;
    copy.compactionDelay = compactionDelay;
    copy.clock = clock;
    change.accept(copy);
    return copy;
  }

  /** With these ports; 0 is any free one. */
  public EmulatorOptions withPorts(int frontEnd, int backEnd, int mysql) {
    return copy(
        options -> {
          options.frontEndPort = frontEnd;
          options.backEndPort = backEnd;
          options.mysqlPort = mysql;
        });
  }

  /** With this user in place of root. */
  public EmulatorOptions withUser(String user, String password) {
    return copy(options -> options.credentials = new Credentials(user, password));
  }

  /** With these databases made at the start. */
  public EmulatorOptions withDatabases(String... names) {
    return copy(options -> options.databases = List.of(names));
  }

  /**
   * With this version, for example 3.5.4. What came later is unknown to it: transactions with 2.4,
   * {@code merge_condition} with 2.5, options of text with 3.0, conditional partial updates with
   * 3.1.3, compressed JSON with 3.2.7, {@code prepared_timeout} with 3.5.4, transactions over
   * several tables with 4.0, and what the query port refuses by itself.
   */
  public EmulatorOptions withVersion(String text) {
    return copy(options -> options.version = text);
  }

  /** With this host in redirects and error URLs; a wrong one plays a back end out of reach. */
  public EmulatorOptions withBackEndHost(String host) {
    return copy(options -> options.backEndHost = host);
  }

  /** With a second front end, which is not the leader. */
  public EmulatorOptions withFollower() {
    return copy(options -> options.hasFollower = true);
  }

  /** As shared-data clusters were: in one load all deletes come after all upserts. */
  public EmulatorOptions withLakeMode() {
    return copy(options -> options.order = WriteOrder.DELETES_LAST);
  }

  /** With column changes that go on for so long after ALTER TABLE returned. */
  public EmulatorOptions withSchemaChangeDelay(Duration delay) {
    return copy(options -> options.schemaChangeDelay = delay);
  }

  /** With these limits of labels and running loads. */
  public EmulatorOptions withLabelLimits(LabelLimits limits) {
    return copy(options -> options.labelLimits = limits);
  }

  /** With this many versions per table, each compacted away at this age. */
  public EmulatorOptions withVersionLimit(int versions, Duration age) {
    return copy(
        options -> {
          options.maxVersions = versions;
          options.compactionDelay = age;
        });
  }

  /** With this limit of JSON bodies, in bytes. */
  public EmulatorOptions withMaxJsonBytes(long bytes) {
    return copy(options -> options.maxJsonBytes = bytes);
  }

  /** With this clock for labels, timeouts, defaults and schema changes. */
  public EmulatorOptions withClock(Clock other) {
    return copy(options -> options.clock = other);
  }

  int frontEndPort() {
    return frontEndPort;
  }

  int backEndPort() {
    return backEndPort;
  }

  int mysqlPort() {
    return mysqlPort;
  }

  Credentials credentials() {
    return credentials;
  }

  List<String> databases() {
    return databases;
  }

  String version() {
    return version;
  }

  String backEndHost() {
    return backEndHost;
  }

  boolean hasFollower() {
    return hasFollower;
  }

  WriteOrder order() {
    return order;
  }

  Duration schemaChangeDelay() {
    return schemaChangeDelay;
  }

  LabelLimits labelLimits() {
    return labelLimits;
  }

  long maxJsonBytes() {
    return maxJsonBytes;
  }

  int maxVersions() {
    return maxVersions;
  }

  Duration compactionDelay() {
    return compactionDelay;
  }

  Clock clock() {
    return clock;
  }
}
