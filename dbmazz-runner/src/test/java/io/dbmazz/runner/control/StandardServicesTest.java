package io.dbmazz.runner.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.ServedPipeline;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools that know nothing of dbmazz rely on. */
class StandardServicesTest {

  private static final GrpcSettings LOCAL =
      new GrpcSettings("127.0.0.1", 0, Optional.empty(), Optional.empty());
  private static final List<String> SERVICES =
      List.of(
          "dbmazz.HealthService",
          "dbmazz.CdcControlService",
          "dbmazz.CdcStatusService",
          "dbmazz.CdcMetricsService",
          "grpc.health.v1.Health");

  private ServedPipeline served;

  @BeforeEach
  void serve() throws IOException {
    served = new ServedPipeline(LOCAL);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private ServingStatus health(String service) {
    return HealthGrpc.newBlockingStub(served.channel())
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  @Test
  void standardHealthFollowsThePipelinesHealth() {
    served.fake().startAndAwait();

    served.fake().until(() -> health("") == ServingStatus.SERVING);
    assertThat(health("dbmazz.CdcControlService")).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void standardHealthIsNotServingWhileSetupFails() {
    served.fake().source().failStart(new ConfigException("wrong"));
    served.fake().start();

    served.fake().until(() -> health("dbmazz.HealthService") == ServingStatus.NOT_SERVING);
    assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void reflectionListsTheServices() throws Exception {
    served.fake().start();
    ServerReflectionGrpc.ServerReflectionStub stub = ServerReflectionGrpc.newStub(served.channel());
    ServerReflectionRequest list = ServerReflectionRequest.newBuilder().setListServices("").build();

    ServerReflectionResponse answer = ask(stub::serverReflectionInfo, list);

    assertThat(answer.getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .containsAll(SERVICES);
  }

  @Test
  @SuppressWarnings("deprecation") // on purpose: the generation that is going out
  void reflectionOfTheFormerVersionListsThemToo() throws Exception {
    served.fake().start();
    io.grpc.reflection.v1alpha.ServerReflectionGrpc.ServerReflectionStub stub =
        io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(served.channel());
    var list =
        io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder().setListServices("").build();

    io.grpc.reflection.v1alpha.ServerReflectionResponse answer =
        ask(stub::serverReflectionInfo, list);

    assertThat(answer.getListServicesResponse().getServiceList())
        .extracting(io.grpc.reflection.v1alpha.ServiceResponse::getName)
        .containsAll(SERVICES);
  }

  private static <Q, A> A ask(Function<StreamObserver<A>, StreamObserver<Q>> call, Q question)
      throws Exception {
    CompletableFuture<A> answer = new CompletableFuture<>();
    StreamObserver<Q> questions =
        call.apply(
            new StreamObserver<>() {
              @Override
              public void onNext(A value) {
                answer.complete(value);
              }

              @Override
              public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {}
            });
    questions.onNext(question);
    questions.onCompleted();
    return answer.get(10, TimeUnit.SECONDS);
  }
}
