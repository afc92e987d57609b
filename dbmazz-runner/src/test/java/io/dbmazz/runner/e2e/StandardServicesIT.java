package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What grpcurl and grpc-health-probe need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandardServicesIT {

  private static final String[] SERVICES = {
    "dbmazz.HealthService",
    "dbmazz.CdcControlService",
    "dbmazz.CdcStatusService",
    "dbmazz.CdcMetricsService",
    "grpc.health.v1.Health"
  };

  @AutoClose private final Site site = Orders.site();
  private RunnerClient runner;

  @BeforeAll
  void replicate() {
    runner = site.run();
  }

  @Test
  void reflectionV1ListsTheServices() throws Exception {
    First<ServerReflectionResponse> answer = new First<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(runner.channel()).serverReflectionInfo(answer);
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

    assertThat(answer.get().getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains(SERVICES);
  }

  @Test
  void reflectionV1AlphaListsTheServices() throws Exception {
    First<io.grpc.reflection.v1alpha.ServerReflectionResponse> answer = new First<>();
    StreamObserver<io.grpc.reflection.v1alpha.ServerReflectionRequest> requests =
        io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(runner.channel())
            .serverReflectionInfo(answer);
    requests.onNext(
        io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
            .setListServices("*")
            .build());

    assertThat(answer.get().getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains(SERVICES);
  }

  @Test
  void standardHealthServesTheServerAndEachService() {
    for (String service : List.of("", "dbmazz.HealthService")) {
      await()
          .atMost(Site.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          HealthGrpc.newBlockingStub(runner.channel())
                              .check(HealthCheckRequest.newBuilder().setService(service).build())
                              .getStatus())
                      .isEqualTo(ServingStatus.SERVING));
    }
  }

  /** The first message of a stream. */
  private static final class First<T> implements StreamObserver<T> {

    private final CompletableFuture<T> first = new CompletableFuture<>();

    T get() throws Exception {
      return first.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void onNext(T value) {
      first.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      first.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      first.completeExceptionally(new IllegalStateException("The stream ended without a message"));
    }
  }
}
