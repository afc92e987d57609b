package io.dbmazz.runner.control;

import io.dbmazz.control.CdcStatusServiceGrpc;
import io.dbmazz.control.StatusRequest;
import io.dbmazz.control.StatusResponse;
import io.dbmazz.control.StatusResponse.CdcState;
import io.dbmazz.runner.pipeline.Pipeline;
import io.dbmazz.runner.pipeline.PipelineStatus;
import io.grpc.stub.StreamObserver;

/** {@code dbmazz.CdcStatusService}. */
final class StatusRpc extends CdcStatusServiceGrpc.CdcStatusServiceImplBase {

  private final Pipeline pipeline;
  private final String slotName;

  StatusRpc(Pipeline pipeline, String slotName) {
    this.pipeline = pipeline;
    this.slotName = slotName;
  }

  @Override
  public void getStatus(StatusRequest request, StreamObserver<StatusResponse> response) {
    PipelineStatus status = pipeline.status();
    response.onNext(
        StatusResponse.newBuilder()
            .setState(state(status.state()))
            .setCurrentLsn(status.currentLsn().value())
            .setConfirmedLsn(status.confirmedLsn().value())
            .setPendingEvents(status.pendingEvents())
            .setSlotName(slotName)
            .addAllTables(pipeline.tables())
            .build());
    response.onCompleted();
  }

  private static CdcState state(PipelineStatus.State state) {
    return switch (state) {
      case RUNNING -> CdcState.RUNNING;
      case PAUSED -> CdcState.PAUSED;
      case DRAINING -> CdcState.DRAINING;
      case STOPPED -> CdcState.STOPPED;
    };
  }
}
