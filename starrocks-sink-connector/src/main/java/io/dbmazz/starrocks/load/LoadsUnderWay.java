package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TableId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what StarRocks may have of loads that have not ended, so that it can be rolled back.
 * Loader threads load, the task's thread gives up.
 */
final class LoadsUnderWay implements LoadStep {

  private static final Logger LOG = LoggerFactory.getLogger(LoadsUnderWay.class);

  private final LoadStep step;
  private final HttpTransport transport;
  private final StreamLoadClient client;
  private final Map<Label, TableId> open = new ConcurrentHashMap<>();

  LoadsUnderWay(LoadStep step, HttpTransport transport, StreamLoadClient client) {
    this.step = step;
    this.transport = transport;
    this.client = client;
  }

  @Override
  public void load(LoadRequest request) {
    open.put(request.label(), request.table().id());
    try {
      step.load(request);
    } finally {
      open.remove(request.label());
    }
  }

  /**
   * Cuts the loads and asks for each to be rolled back. A body that was cut halfway is rolled back
   * by its back end; one that has arrived whole is loaded on, unless the front end aborts its
   * transaction.
   */
  void giveUp() {
    Map<Label, TableId> given = Map.copyOf(open);
    transport.cut();
    try {
      for (Map.Entry<Label, TableId> load : given.entrySet()) {
        HttpReply reply = client.cancel(load.getValue().database(), load.getKey());
        if (reply.status() != 200) {
          throw new IOException("HTTP " + reply.status() + "; only front ends roll loads back");
        }
        String words = Refusals.words(LoadReply.of(reply));
        LOG.info("Gave up load {}; asked to roll it back StarRocks says {}", load.getKey(), words);
      }
    } catch (IOException | ConnectException e) {
      LOG.warn(
          "StarRocks could not be asked to roll back {} loads that were given up; it may commit"
              + " them until their timeout is over",
          given.size(),
          e);
    }
  }
}
