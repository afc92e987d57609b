package io.dbmazz.starrocks;

import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** What went wrong on another thread, to be told on the task's. */
final class Trouble {

  private Optional<ConnectException> failure = Optional.empty();

  void add(Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    failure =
        Optional.of(
            cause instanceof RetriableException
                ? new RetriableException(message, cause)
                : new ConnectException(message, cause));
  }

  /**
   * Throws what went wrong since the last call.
   *
   * @throws RetriableException once for what is tried again
   * @throws ConnectException from then on, when that is no use
   */
  void report() {
    if (failure.isPresent()) {
      ConnectException reported = failure.get();
      failure = failure.filter(fatal -> !(fatal instanceof RetriableException));
      throw reported;
    }
  }
}
