package io.dbmazz.runner.cli;

import io.dbmazz.runner.InvalidConfiguration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command that failed says, and its exit code. */
final class Failures implements IExecutionExceptionHandler {

  private static final int FAILED = 1;
  private static final int WRONG = 2;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof InvalidConfiguration invalid) {
      invalid.problems().forEach(command.getErr()::println);
      return WRONG;
    }
    if (failure instanceof StatusRuntimeException refused) {
      command.getErr().println("The call failed: " + reason(refused.getStatus()));
      return FAILED;
    }
    if (failure instanceof IOException || failure instanceof ConnectException) {
      command.getErr().println(failure.getMessage());
      return FAILED;
    }
    throw failure;
  }

  private static String reason(Status status) {
    return status.getCode() == Status.Code.UNAVAILABLE
        ? "no dbmazz process answers at --address, or one that wants TLS"
        : status.getCode() + ", " + status.getDescription();
  }
}
