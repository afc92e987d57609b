package io.dbmazz.runner.control;

import io.dbmazz.control.HealthCheckRequest;
import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthCheckResponse.ServingStatus;
import io.dbmazz.control.HealthServiceGrpc;
import io.dbmazz.runner.pipeline.Health;
import io.dbmazz.runner.pipeline.Pipeline;
import io.grpc.stub.StreamObserver;

/** {@code dbmazz.HealthService}. */
final class HealthRpc extends HealthServiceGrpc.HealthServiceImplBase {

  private final Pipeline pipeline;

  HealthRpc(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
    Health health = pipeline.health();
    response.onNext(
        HealthCheckResponse.newBuilder()
            .setStatus(health.serving() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
            .setStage(stage(health.stage()))
            .setStageDetail(health.detail())
            .setErrorDetail(health.error())
            .build());
    response.onCompleted();
  }

  private static HealthCheckResponse.Stage stage(Health.Stage stage) {
    return switch (stage) {
      case INIT -> HealthCheckResponse.Stage.STAGE_INIT;
      case SETUP -> HealthCheckResponse.Stage.STAGE_SETUP;
      case CDC -> HealthCheckResponse.Stage.STAGE_CDC;
    };
  }
}
