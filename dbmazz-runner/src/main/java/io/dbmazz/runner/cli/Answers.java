package io.dbmazz.runner.cli;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.dbmazz.control.ControlResponse;
import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.MetricsResponse;
import io.dbmazz.control.StatusResponse;
import io.dbmazz.record.Lsn;
import java.io.PrintWriter;
import java.util.Locale;

/** Answers of a running process, for a terminal. */
final class Answers {

  private Answers() {}

  /** Prints the message; returns the exit code. */
  static int report(ControlResponse answer, PrintWriter out) {
    out.println(answer.getMessage());
    out.flush();
    return answer.getSuccess() ? 0 : 1;
  }

  static void print(StatusResponse status, HealthCheckResponse health, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "state      %s%nhealth     %s%ncurrent    %s%nconfirmed  %s%npending    %d%nslot       %s%ntables     %s%n",
        status.getState(),
        words(health),
        new Lsn(status.getCurrentLsn()),
        new Lsn(status.getConfirmedLsn()),
        status.getPendingEvents(),
        status.getSlotName(),
        String.join(", ", status.getTablesList()));
    out.flush();
  }

  /** Without this a process whose setup fails looks as if it ran. */
  private static String words(HealthCheckResponse health) {
    String error = health.getErrorDetail();
    return health.getStageDetail() + (error.isEmpty() ? "" : ": " + error);
  }

  static void print(MetricsResponse metrics, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "events/s=%.1f lag_bytes=%d lag_events=%d events=%d loads=%d memory_bytes=%d"
            + " cpu_millicores=%d%n",
        metrics.getEventsPerSecond(),
        metrics.getLagBytes(),
        metrics.getLagEvents(),
        metrics.getTotalEventsProcessed(),
        metrics.getTotalBatchesSent(),
        metrics.getMemoryBytes(),
        metrics.getCpuMillicores());
    out.flush();
  }

  static void print(Message message, PrintWriter out) {
    out.print(TextFormat.printer().escapingNonAscii(false).printToString(message));
    out.flush();
  }
}
