package io.dbmazz.starrocks.emulator.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to a transaction's operation. Used by the thread that serves it. */
final class TransactionReply {
  /** The {@code Status} field, as ActionStatus.java and the back end's status codes spell it. */
  enum Status {
    OK,
    FAILED,
    LABEL_ALREADY_EXISTS,
    TXN_NOT_EXISTS,
    TXN_IN_PROCESSING,
    INTERNAL_ERROR,
    ANALYSIS_ERROR,
    INVALID_ARGUMENT,
    ABORTED,
    SERVICE_UNAVAILABLE,
    PUBLISH_TIMEOUT
  }

  private final Status status;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private long rows;

  TransactionReply(Status status, String message) {
    this.status = status;
    fields.put("Status", status.name());
    fields.put("Message", message);
  }

  static TransactionReply ok() {
    return new TransactionReply(Status.OK, "");
  }

  TransactionReply with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Notes for the request log how many rows were written. */
  TransactionReply wrote(long count) {
    rows = count;
    return this;
  }

  Status status() {
    return status;
  }

  long rows() {
    return rows;
  }

  String toJson() {
    return Json.write(fields);
  }
}
