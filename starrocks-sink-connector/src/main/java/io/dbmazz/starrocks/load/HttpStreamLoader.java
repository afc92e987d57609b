package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.Bodies;
import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.TableCatalog;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads batches by Stream Load, each in as many loads as its rows have formats: whole rows, partial
 * updates by column set, deletes. A batch holds one operation per key, so their order does not
 * matter; it is that of the rows, so that the same batch makes the same loads. Used by several
 * loader threads, one batch per table at a time.
 */
public final class HttpStreamLoader implements StreamLoader {

  private static final Logger LOG = LoggerFactory.getLogger(HttpStreamLoader.class);

  private final LoaderParts parts;

  /**
   * The batch for which a table was emptied last. When it comes again, some of its loads may have
   * been committed: their labels say so, and emptying the table again would lose their rows.
   */
  private final Map<TableId, String> truncatedFor = new ConcurrentHashMap<>();

  HttpStreamLoader(LoaderParts parts) {
    this.parts = parts;
  }

  /**
   * A loader that opens connections when it has something to load.
   *
   * @param catalog of the same cluster
   * @param counters counts what the loader does
   */
  public static HttpStreamLoader connect(
      LoaderOptions options, TableCatalog catalog, LoadCounters counters) {
    return new HttpStreamLoader(LoaderParts.wire(options, catalog, counters));
  }

  @Override
  public void logIn() {
    parts.catalog().version();
  }

  @Override
  public void prepare(TableId table) {
    parts.targets().prepare(table);
  }

  @Override
  public void load(RowBatch batch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ConnectException("The load of " + batch.table() + " was given up");
    }
    TargetState target = parts.targets().of(batch.table());
    if (batch.truncateFirst() && !batch.identity().equals(truncatedFor.get(batch.table()))) {
      parts.catalog().truncate(batch.table());
      truncatedFor.put(batch.table(), batch.identity());
      LOG.info("Truncated {}", batch.table());
    }
    List<RowOperation> loaded = new ArrayList<>();
    try {
      load(batch, batch.rows(), target, loaded);
    } catch (TableMismatchException | RefusedRowsException e) {
      if (e.getCause() instanceof RefusedLoadException) {
        throw e; // by StarRocks, which knows its table
      }
      TargetState changed = parts.targets().reread(target).orElseThrow(() -> e);
      LOG.info("Table {} has changed; loading the batch for it as it is now", batch.table());
      Set<RowOperation> done = Collections.newSetFromMap(new IdentityHashMap<>());
      done.addAll(loaded);
      List<RowOperation> left = batch.rows().stream().filter(row -> !done.contains(row)).toList();
      load(batch, left, changed, loaded);
    }
  }

  /** Loads these rows of the batch, and adds them to those that are loaded as they are. */
  private void load(
      RowBatch batch, List<RowOperation> wanted, TargetState target, List<RowOperation> loaded) {
    for (Map.Entry<RowFormat, List<RowOperation>> part : byFormat(wanted, target).entrySet()) {
      RowFormat format = part.getKey();
      List<RowOperation> rows = part.getValue();
      Bodies bodies = new Bodies(format, rows, batch.encodedAt(), parts.longestBody());
      while (bodies.hasNext()) {
        int first = bodies.position();
        try {
          load(batch, target, format, bodies.next());
        } catch (RefusedLoadException e) {
          List<RowOperation> sent = rows.subList(first, bodies.position());
          throw new RefusedRowsException(e, loaded, e.among(sent));
        } catch (DataException e) {
          throw new RefusedRowsException(e, loaded, List.of(rows.get(bodies.position())));
        }
        loaded.addAll(rows.subList(first, bodies.position()));
      }
    }
  }

  static Map<RowFormat, List<RowOperation>> byFormat(List<RowOperation> all, TargetState target) {
    Map<RowFormat, List<RowOperation>> parts = new LinkedHashMap<>();
    RowFormat last = null;
    List<RowOperation> rows = List.of();
    for (RowOperation row : all) {
      RowFormat format = target.encoder().formatOf(row);
      if (format != last) {
        rows = parts.computeIfAbsent(format, unseen -> new ArrayList<>());
        last = format;
      }
      rows.add(row);
    }
    return parts;
  }

  private void load(RowBatch batch, TargetState target, RowFormat format, Body body) {
    Label label = Label.of(parts.labelPrefix(), batch.table(), batch.identity(), format, body);
    Guard guard = parts.conditions().guard(target.table(), format);
    Map<String, String> headers = parts.headers().of(format, label, guard);
    LoadRequest request = new LoadRequest(target.table(), label, headers, body);
    parts.step().load(request);
    parts.counters().loaded(body.rows());
    LOG.debug("{}: {} rows, {} bytes", request, body.rows(), body.bytes().length);
  }

  @Override
  public void giveUp() {
    parts.step().giveUp();
  }

  /** Cuts loads that are under way; they fail and nothing of them is acknowledged. */
  @Override
  public void close() {
    parts.transport().close();
  }
}
