package io.dbmazz.runner.control;

import io.dbmazz.runner.pipeline.Health;
import io.dbmazz.runner.pipeline.Pipeline;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server: dbmazz's services, the standard health service and reflection. */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration HEALTH_INTERVAL = Duration.ofMillis(200);

  /** For the answer to a stop, which is still on its way when the pipeline has ended. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private static final ThreadFactory DAEMONS =
      task -> {
        Thread thread = new Thread(task, "dbmazz-grpc-ticker");
        thread.setDaemon(true);
        return thread;
      };

  private final Server server;
  private final ScheduledExecutorService ticker;
  private final Future<?> mirroring;

  private ControlServer(Server server, ScheduledExecutorService ticker, Future<?> mirroring) {
    this.server = server;
    this.ticker = ticker;
    this.mirroring = mirroring;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the address cannot be used, naming it
   */
  public static ControlServer start(GrpcSettings settings, Pipeline pipeline, String slotName)
      throws IOException {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    List<BindableService> services =
        List.of(
            new HealthRpc(pipeline),
            new ControlRpc(pipeline),
            new StatusRpc(pipeline, slotName),
            new MetricsRpc(pipeline, ticker));
    HealthStatusManager standardHealth = new HealthStatusManager();
    Server server = listen(builder(settings, services, standardHealth), settings);
    List<String> names =
        services.stream().map(s -> s.bindService().getServiceDescriptor().getName()).toList();
    Future<?> mirroring =
        ticker.scheduleWithFixedDelay(
            () -> mirror(pipeline.health(), standardHealth, names),
            0,
            HEALTH_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
    warnWhenOpen(settings);
    return new ControlServer(server, ticker, mirroring);
  }

  private static NettyServerBuilder builder(
      GrpcSettings settings, List<BindableService> services, HealthStatusManager standardHealth)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address(settings), credentials(settings));
    services.forEach(builder::addService);
    builder
        .addService(standardHealth.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(reflectionV1Alpha());
    settings.token().map(TokenCheck::new).ifPresent(builder::intercept);
    return builder;
  }

  private static InetSocketAddress address(GrpcSettings settings) {
    return new InetSocketAddress(settings.host(), settings.port());
  }

  private static ServerCredentials credentials(GrpcSettings settings) throws IOException {
    if (settings.tls().isEmpty()) {
      return InsecureServerCredentials.create();
    }
    GrpcSettings.Tls tls = settings.tls().get();
    return TlsServerCredentials.create(tls.certificate().toFile(), tls.key().toFile());
  }

  /** Tools of many users still speak nothing newer. */
  @SuppressWarnings("deprecation")
  private static BindableService reflectionV1Alpha() {
    return ProtoReflectionService.newInstance();
  }

  private static Server listen(NettyServerBuilder builder, GrpcSettings settings)
      throws IOException {
    String address = settings.host() + ":" + settings.port();
    try {
      Server server = builder.build().start();
      LOG.info("Control server listens on {}:{}", settings.host(), server.getPort());
      return server;
    } catch (IOException e) {
      throw new IOException(
          "Cannot listen on " + address + "; set grpc.host and grpc.port (GRPC_PORT)", e);
    }
  }

  private static void mirror(Health health, HealthStatusManager standard, List<String> services) {
    ServingStatus status = health.serving() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    standard.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    services.forEach(service -> standard.setStatus(service, status));
  }

  private static void warnWhenOpen(GrpcSettings settings) throws IOException {
    boolean loopback = InetAddress.getByName(settings.host()).isLoopbackAddress();
    if (!loopback && settings.token().isEmpty()) {
      LOG.warn("Whoever reaches {} may stop the pipeline; set grpc.token and TLS", settings.host());
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    mirroring.cancel(false);
    ticker.shutdownNow();
    server.shutdown();
    try {
      server.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.shutdownNow();
  }
}
