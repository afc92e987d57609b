package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Bodies;
import io.dbmazz.starrocks.table.AuditColumns;
import io.dbmazz.starrocks.table.ClusterNodes;
import io.dbmazz.starrocks.table.Sleeper;
import io.dbmazz.starrocks.table.TableCatalog;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a loader is made of. */
record LoaderParts(
    TableCatalog catalog,
    TargetStates targets,
    MergeConditions conditions,
    LoadHeaders headers,
    LoadsUnderWay step,
    LoadCounters counters,
    HttpTransport transport,
    String labelPrefix,
    int longestBody) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** StarRocks answers by the end of its own timeout; beyond that the answer is lost. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  static LoaderParts wire(LoaderOptions options, TableCatalog catalog, LoadCounters counters) {
    return wire(options, catalog, counters, Sleeper.real(), System::nanoTime);
  }

  static LoaderParts wire(
      LoaderOptions options,
      TableCatalog catalog,
      LoadCounters counters,
      Sleeper sleeper,
      LongSupplier nanoTime) {
    LoadHeaders headers = new LoadHeaders(options.headers());
    Duration answer = headers.timeout().plus(GRACE);
    HttpTransport transport = new HttpTransport(options.connectTimeout(), answer);
    StreamLoadClient client = client(options, catalog, transport);
    LoadStates states = new LoadStates(client, sleeper, nanoTime, answer);
    SingleLoad once = new SingleLoad(client, states, new Refusals(client));
    SecureRandom random = new SecureRandom();
    RetryingLoad.Policy policy =
        new RetryingLoad.Policy(
            options.maxRetries(),
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random::nextDouble),
            answer.multipliedBy(2));
    return new LoaderParts(
        catalog,
        new TargetStates(catalog, new AuditColumns(catalog, sleeper, nanoTime), options.audit()),
        new MergeConditions(catalog::version),
        headers,
        new LoadsUnderWay(
            new RetryingLoad(once, policy, sleeper, nanoTime, counters), transport, client),
        counters,
        transport,
        options.labelPrefix(),
        Bodies.LIMIT);
  }

  static StreamLoadClient client(
      LoaderOptions options, TableCatalog catalog, HttpTransport transport) {
    TrustedHosts trusted =
        new TrustedHosts(
            options.httpUrls(),
            options.redirectHosts(),
            () -> new ClusterNodes(catalog).registered());
    return new StreamLoadClient(
        transport, new Endpoints(options.httpUrls()), trusted, options.user(), options.password());
  }
}
