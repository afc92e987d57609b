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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    TargetState target = parts.targets().of(batch.table());
    Guard guard = guard(batch, target);
    if (batch.truncateFirst() && !batch.identity().equals(truncatedFor.get(batch.table()))) {
      parts.catalog().truncate(batch.table());
      truncatedFor.put(batch.table(), batch.identity());
      LOG.info("Truncated {}", batch.table());
    }
    try {
      load(batch, target, guard);
    } catch (TableMismatchException e) {
      // Parts that were loaded already are loaded again: same rows, or same label.
      TargetState changed = parts.targets().reread(target).orElseThrow(() -> e);
      LOG.info("Table {} has changed; loading the batch for it as it is now", batch.table());
      load(batch, changed, guard);
    }
  }

  private Guard guard(RowBatch batch, TargetState target) {
    if (!target.guard().mayReplay(batch)) {
      return Guard.NONE;
    }
    LOG.debug("Batch {} may bring rows older than those in {}", batch.identity(), batch.table());
    return Guard.NOT_NEWER;
  }

  private void load(RowBatch batch, TargetState target, Guard guard) {
    List<RowOperation> loaded = new ArrayList<>();
    try {
      for (Map.Entry<RowFormat, List<RowOperation>> part : byFormat(batch, target).entrySet()) {
        RowFormat format = part.getKey();
        List<RowOperation> rows = part.getValue();
        Bodies bodies = new Bodies(format, rows, batch.encodedAt(), parts.longestBody());
        for (int done = 0; bodies.hasNext(); ) {
          Body body = bodies.next();
          load(batch, target, format, guard, body);
          loaded.addAll(rows.subList(done, done + body.rows()));
          done += body.rows();
        }
      }
    } catch (DataException e) {
      throw loaded.isEmpty() ? e : new RefusedRowsException(e, loaded);
    }
  }

  private static Map<RowFormat, List<RowOperation>> byFormat(RowBatch batch, TargetState target) {
    Map<RowFormat, List<RowOperation>> parts = new LinkedHashMap<>();
    RowFormat last = null;
    List<RowOperation> rows = List.of();
    for (RowOperation row : batch.rows()) {
      RowFormat format = target.encoder().formatOf(row);
      if (format != last) {
        rows = parts.computeIfAbsent(format, unseen -> new ArrayList<>());
        last = format;
      }
      rows.add(row);
    }
    return parts;
  }

  private void load(RowBatch batch, TargetState target, RowFormat format, Guard guard, Body body) {
    Label label = Label.of(parts.labelPrefix(), batch.table(), batch.identity(), format, body);
    Map<String, String> headers =
        parts.headers().of(format, label, parts.conditions().allowed(guard, format));
    LoadRequest request = new LoadRequest(target.table(), label, headers, body);
    parts.step().load(request);
    parts.counters().loaded(body.rows());
    LOG.debug("{}: {} rows, {} bytes", request, body.rows(), body.bytes().length);
  }

  /** Cuts loads that are under way; they fail and nothing of them is acknowledged. */
  @Override
  public void close() {
    parts.transport().close();
  }
}
