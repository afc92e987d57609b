package io.dbmazz.starrocks.emulator.sql;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One ALTER of columns, from its start to its end. Guarded by {@link SchemaChanges}. */
final class SchemaJob {

  static final List<String> COLUMNS =
      List.of(
          "JobId",
          "TableName",
          "CreateTime",
          "FinishTime",
          "IndexName",
          "IndexId",
          "OriginIndexId",
          "SchemaVersion",
          "TransactionId",
          "State",
          "Msg",
          "Progress",
          "Timeout");

  /**
   * When it began and when it will be done.
   *
   * @param waitsBefore mark of the transactions that have to end first; empty if none has to
   */
  record Times(Instant created, Instant due, OptionalLong waitsBefore) {}

  private enum State {
    OPEN,
    FINISHED,
    CANCELLED
  }

  private final long id;
  private final TableName table;
  private final Instant tableCreated;
  private final Times times;
  private final Consumer<TableVersion> change;
  private State state = State.OPEN;
  private Instant ended;

  SchemaJob(
      long id, TableName table, Instant tableCreated, Times times, Consumer<TableVersion> change) {
    this.id = id;
    this.table = table;
    this.tableCreated = tableCreated;
    this.times = times;
    this.change = change;
  }

  TableName table() {
    return table;
  }

  /** Tells the table from a later one of the same name. */
  Instant tableCreated() {
    return tableCreated;
  }

  Instant due() {
    return times.due();
  }

  OptionalLong waitsBefore() {
    return times.waitsBefore();
  }

  Consumer<TableVersion> change() {
    return change;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  void finish(Instant now) {
    state = State.FINISHED;
    ended = now;
  }

  void cancel(Instant now) {
    state = State.CANCELLED;
    ended = now;
  }

  /** An open job is PENDING in the first half of its time and RUNNING in the second. */
  private String stateAt(Instant now, boolean waits) {
    if (state != State.OPEN) {
      return state.name();
    }
    Instant half =
        times.created().plus(java.time.Duration.between(times.created(), times.due()).dividedBy(2));
    return now.isBefore(half) ? "PENDING" : waits ? "WAITING_TXN" : "RUNNING";
  }

  List<String> show(Instant now, boolean waits) {
    return Arrays.asList(
        String.valueOf(id),
        table.table(),
        Texts.of(InformationSchema.time(times.created())),
        ended == null ? null : Texts.of(InformationSchema.time(ended)),
        table.table(),
        String.valueOf(id + 1),
        String.valueOf(id - 1),
        "1:0",
        String.valueOf(id),
        stateAt(now, waits),
        state == State.CANCELLED ? "table was dropped" : "",
        null,
        "86400");
  }
}
