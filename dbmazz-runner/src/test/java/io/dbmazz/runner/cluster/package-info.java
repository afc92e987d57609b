/**
 * Both plugins where they are meant to run: unzipped into the plugin path of stock Kafka Connect
 * workers, real processes beside a real broker, driven through REST. The version of Kafka is that
 * of {@link io.dbmazz.runner.cluster.StockKafka}.
 */
package io.dbmazz.runner.cluster;
