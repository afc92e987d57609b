package io.dbmazz.runner.control;

import io.dbmazz.control.CdcControlServiceGrpc;
import io.dbmazz.control.ControlResponse;
import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.PauseRequest;
import io.dbmazz.control.ReloadConfigRequest;
import io.dbmazz.control.ResumeRequest;
import io.dbmazz.control.StopRequest;
import io.dbmazz.runner.pipeline.ControlResult;
import io.dbmazz.runner.pipeline.Pipeline;
import io.dbmazz.runner.pipeline.ReloadRequest;
import io.dbmazz.runner.pipeline.SlotPolicy;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** {@code dbmazz.CdcControlService}. */
final class ControlRpc extends CdcControlServiceGrpc.CdcControlServiceImplBase {

  private final Pipeline pipeline;

  ControlRpc(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void pause(PauseRequest request, StreamObserver<ControlResponse> response) {
    answer(pipeline.pause(), response);
  }

  @Override
  public void resume(ResumeRequest request, StreamObserver<ControlResponse> response) {
    answer(pipeline.resume(), response);
  }

  @Override
  public void drainAndStop(DrainRequest request, StreamObserver<ControlResponse> response) {
    answer(pipeline.drain(), response);
  }

  @Override
  public void stop(StopRequest request, StreamObserver<ControlResponse> response) {
    SlotPolicy slot = request.getSkipSlotCleanup() ? SlotPolicy.KEEP : SlotPolicy.DROP;
    answer(pipeline.stop(slot), response);
  }

  @Override
  public void reloadConfig(ReloadConfigRequest request, StreamObserver<ControlResponse> response) {
    answer(
        pipeline.reload(
            new ReloadRequest(
                request.getFlushSize(), request.getFlushIntervalMs(), request.getTablesList())),
        response);
  }

  /** Waits on the call's own thread; the pipeline answers every order, at the latest at its end. */
  private static void answer(
      CompletableFuture<ControlResult> result, StreamObserver<ControlResponse> response) {
    ControlResult answer = result.join();
    response.onNext(
        ControlResponse.newBuilder()
            .setSuccess(answer.success())
            .setMessage(answer.message())
            .build());
    response.onCompleted();
  }
}
