package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.RowTally;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a load as it comes together, after be/src/runtime/stream_load/
 * stream_load_context.cpp. Used by the load's thread alone.
 */
final class LoadReply {
  private final String label;
  private final LoadTimes times = new LoadTimes();
  private long transaction = -1;
  private String status = "Success";
  private String message = "OK";
  private String existingJobStatus = "";
  private RowTally tally = new RowTally();
  private long bytes;
  private String errorUrl = "";

  LoadReply(String label) {
    this.label = label;
  }

  LoadTimes times() {
    return times;
  }

  void begun(long id) {
    transaction = id;
  }

  void counting(RowTally rows) {
    tally = rows;
  }

  void received(long count) {
    bytes = count;
  }

  void fail(String reason) {
    status = "Fail";
    message = reason;
  }

  void publishTimeout() {
    status = "Publish Timeout";
    message = "Publish timeout. The data will be visible after a while";
  }

  void labelInUse(LabelInUseException e) {
    status = "Label Already Exists";
    message = e.getMessage();
    existingJobStatus = e.existingJobStatus();
  }

  void errorUrl(String url) {
    errorUrl = url;
  }

  String status() {
    return status;
  }

  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("TxnId", transaction);
    fields.put("Label", label);
    fields.put("Status", status);
    if (!existingJobStatus.isEmpty()) {
      fields.put("ExistingJobStatus", existingJobStatus);
    }
    fields.put("Message", message);
    fields.put("NumberTotalRows", tally.total());
    fields.put("NumberLoadedRows", tally.loaded());
    fields.put("NumberFilteredRows", tally.filtered());
    fields.put("NumberUnselectedRows", 0);
    fields.put("LoadBytes", bytes);
    times.put(fields);
    if (!errorUrl.isEmpty()) {
      fields.put("ErrorURL", errorUrl);
    }
    return Json.write(fields);
  }
}
