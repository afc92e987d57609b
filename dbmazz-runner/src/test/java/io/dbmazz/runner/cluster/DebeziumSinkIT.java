package io.dbmazz.runner.cluster;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debezium's JDBC sink writes the records of our source into a second PostgreSQL database. */
class DebeziumSinkIT {

  private static final Map<String, String> FLATTENED =
      Map.of(
          "transforms", "unwrap,table",
          "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState");

  private final Site site = Site.create();

  @AutoClose private final Deployment deployment = Deployment.on(site, ForeignPlugins.worker());

  @AutoClose private JdbcCopy copy;

  @BeforeEach
  void createCopy() throws Exception {
    copy = JdbcCopy.of(site);
  }

  private void start(Map<String, String> sink) throws Exception {
    deployment.createSource(Map.of("topic.creation.default.partitions", "1"));
    deployment.rest().put(deployment.sink(), copy.sinkConfig(deployment, sink));
    site.awaitStreaming();
  }

  @Test
  void rowsOfEveryTypeThatItTakesAreEqual() throws Exception {
    copy.onBoth(JdbcTypes.EXTENSIONS).onBoth(JdbcTypes.create());
    site.tables(JdbcTypes.TABLE).source(JdbcTypes.insertFirst(1), JdbcTypes.insertSecond(2));
    site.source("INSERT INTO types (id) VALUES (3)");
    start(Map.of());
    site.source(JdbcTypes.insertFirst(4), JdbcTypes.insertSecond(5), JdbcTypes.updateToSecond(1));
    site.source("INSERT INTO types (id) VALUES (6)", "DELETE FROM types WHERE id = 2");

    copy.awaitEqual(JdbcTypes.TABLE);
  }

  @Test
  void envelopesWithTombstonesAreFollowed() throws Exception {
    lifeOfGoods(Map.of());
  }

  @Test
  void rowsFlattenedByExtractNewRecordStateAreFollowed() throws Exception {
    lifeOfGoods(FLATTENED);
  }

  /** A value that PostgreSQL does not send would be overwritten, hence REPLICA IDENTITY FULL. */
  private void lifeOfGoods(Map<String, String> sink) throws Exception {
    Goods.createOn(site);
    site.source("ALTER TABLE goods REPLICA IDENTITY FULL", Goods.insert(1, 100));
    copy.onCopy(Goods.postgres());
    start(sink);
    Goods.live(site);

    copy.awaitEqual(Goods.TABLE);
  }

  @Test
  void tableThatItCreatesIsEqual() throws Exception {
    Orders.createOn(site).source(Orders.insert(1, 50));
    start(Map.of("schema.evolution", "basic"));
    site.source(Orders.insert(51, 80), Orders.update(40, 60), Orders.delete(1, 5));
    site.source("UPDATE orders SET id = 500 WHERE id = 50");

    copy.awaitEqual(Orders.TABLE);
  }

  @Test
  void truncateIsFollowed() throws Exception {
    copy.onBoth("CREATE TABLE parts (id integer PRIMARY KEY, name text)");
    site.tables("parts").source("INSERT INTO parts SELECT i, 'old' FROM generate_series(1, 20) i");
    start(Map.of("truncate.enabled", "true"));
    site.source("INSERT INTO parts VALUES (21, 'new')", "TRUNCATE parts");
    site.source("INSERT INTO parts VALUES (3, 'new'), (30, 'new')");

    copy.awaitEqual("parts");
  }
}
