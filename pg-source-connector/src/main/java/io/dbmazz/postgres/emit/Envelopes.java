package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.ChangeRecordSchemas;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Wraps changes in Debezium's envelope. */
final class Envelopes {

  private static final Field VERSION = source("version");
  private static final Field CONNECTOR = source("connector");
  private static final Field NAME = source("name");
  private static final Field TS_MS = source("ts_ms");
  private static final Field TS_US = source("ts_us");
  private static final Field SNAPSHOT = source("snapshot");
  private static final Field DB = source("db");
  private static final Field SCHEMA = source("schema");
  private static final Field TABLE = source("table");
  private static final Field TX_ID = source("txId");
  private static final Field LSN = source("lsn");
  private static final Field COMMIT_LSN = source("commit_lsn");
  private static final Field ORDINAL = source("ordinal");
  private static final Field UNCHANGED = source("unchanged");
  private static final Field UNREPRESENTABLE = source("unrepresentable");

  private final EmitSettings settings;
  private final Clock clock;

  Envelopes(EmitSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private static Field source(String name) {
    return ChangeRecordSchemas.SOURCE.field(name);
  }

  /** A change of the stream. */
  Struct envelope(RowChange change) {
    return envelope(
        change, source(change, SnapshotMark.NONE).put(TX_ID, change.transaction().xid()));
  }

  /** A row that a snapshot read. */
  Struct envelope(RowChange read, SnapshotMark mark) {
    return envelope(read, source(read, mark));
  }

  private Struct envelope(RowChange change, Struct source) {
    Instant now = clock.instant();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    return new Struct(change.table().schemas().envelope())
        .put("before", change.before())
        .put("after", change.after())
        .put("source", source)
        .put("op", change.operation().code())
        .put("ts_ms", micros / 1000)
        .put("ts_us", micros);
  }

  private Struct source(RowChange change, SnapshotMark mark) {
    TableVersion table = change.table();
    long committed = change.transaction().commitMicros();
    Struct source =
        new Struct(ChangeRecordSchemas.SOURCE)
            .put(VERSION, settings.version())
            .put(CONNECTOR, "postgresql")
            .put(NAME, settings.topicPrefix())
            .put(TS_MS, Math.floorDiv(committed, 1000L))
            .put(TS_US, committed)
            .put(SNAPSHOT, mark.code())
            .put(DB, settings.database())
            .put(SCHEMA, table.schema())
            .put(TABLE, table.table())
            .put(LSN, change.lsn().value())
            .put(COMMIT_LSN, change.transaction().commitLsn().value())
            .put(ORDINAL, change.ordinal());
    if (!change.unchanged().isEmpty()) {
      source.put(UNCHANGED, change.unchanged());
    }
    if (!change.unrepresentable().isEmpty()) {
      source.put(UNREPRESENTABLE, change.unrepresentable());
    }
    return source;
  }
}
