package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.row.LoadSpec.InvalidValues;
import io.dbmazz.starrocks.emulator.row.LoadSpec.Update;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Loads into one table; what is set holds for the loads that follow. */
final class Loading {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");

  private final TableDefinition table;
  private final InMemoryTables tables;
  private LoadFormat format = new LoadFormat.Json(true, Optional.empty(), Optional.empty());
  private Optional<String> columns = Optional.empty();
  private Optional<String> condition = Optional.empty();
  private InvalidValues invalid = InvalidValues.BECOME_NULL;
  private Update update = Update.FULL;
  private WriteOrder order = WriteOrder.AS_SENT;
  private double ratio;

  private Loading(TableDefinition table) {
    this.table = table;
    this.tables = new InMemoryTables().with(table);
  }

  static Loading into(TableDefinition table) {
    return new Loading(table);
  }

  Loading strict() {
    invalid = InvalidValues.FILTER_ROW;
    return this;
  }

  Loading format(LoadFormat next) {
    format = next;
    return this;
  }

  Loading columns(String header) {
    columns = Optional.of(header);
    return this;
  }

  Loading partial(String header) {
    update = Update.PARTIAL;
    return columns(header);
  }

  Loading full() {
    update = Update.FULL;
    columns = Optional.empty();
    return this;
  }

  Loading mergeCondition(String column) {
    condition = Optional.of(column);
    return this;
  }

  Loading order(WriteOrder next) {
    order = next;
    return this;
  }

  Loading maxFilterRatio(double next) {
    ratio = next;
    return this;
  }

  /** Loads the body. */
  RowTally load(String body) {
    LoadSpec spec = new LoadSpec(format, columns, invalid, update, condition, ratio);
    RowLoad load = new RowLoad(table, spec, order, Clock.fixed(NOW, ZoneOffset.UTC));
    try {
      load.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    load.write(tables);
    return load.tally();
  }

  /** Loads one JSON row whose column {@code c} has the value, and returns what was stored. */
  Object store(String json) {
    load("{\"id\":1,\"c\":" + json + "}");
    return rows().get(0).get(1);
  }

  /** The first error line of loading a row whose column {@code c} has the value. */
  String error(String json) {
    double before = ratio;
    ratio = 0.5;
    RowTally tally = load("{\"id\":1,\"c\":" + json + "} {\"id\":2}");
    ratio = before;
    return tally.errors().isEmpty() ? "" : tally.errors().get(0);
  }

  List<List<Object>> rows() {
    return tables.rows(table);
  }
}
