package io.dbmazz.starrocks.emulator.sql;

import java.time.Clock;
import java.time.Duration;

/**
 * How the warehouse plays StarRocks.
 *
 * @param version decides what DDL knows and what the server says it is
 * @param backends alive back ends; a table with more replicas cannot be created
 * @param defaultReplicas replicas of a table that does not say, FE default_replication_num
 * @param schemaChangeDelay how long an ALTER of columns runs after it returned; zero finishes it at
 *     once, as fast schema evolution does
 * @param clock for creation times, schema changes and defaults
 */
public record WarehouseOptions(
    ServerVersion version,
    int backends,
    int defaultReplicas,
    Duration schemaChangeDelay,
    Clock clock) {

  /** StarRocks 3.5.4, one back end, three replicas by default, schema changes at once. */
  public static WarehouseOptions defaults() {
    return new WarehouseOptions(
        ServerVersion.parse("3.5.4"), 1, 3, Duration.ZERO, Clock.systemUTC());
  }

  /** These options with another version. */
  public WarehouseOptions withVersion(String changed) {
    return new WarehouseOptions(
        ServerVersion.parse(changed), backends, defaultReplicas, schemaChangeDelay, clock);
  }

  /** These options with another number of back ends. */
  public WarehouseOptions withBackends(int changed) {
    return new WarehouseOptions(version, changed, defaultReplicas, schemaChangeDelay, clock);
  }

  /** These options with another default of replicas. */
  public WarehouseOptions withDefaultReplicas(int changed) {
    return new WarehouseOptions(version, backends, changed, schemaChangeDelay, clock);
  }

  /** These options with another duration of schema changes. */
  public WarehouseOptions withSchemaChangeDelay(Duration changed) {
    return new WarehouseOptions(version, backends, defaultReplicas, changed, clock);
  }

  /** These options with another clock. */
  public WarehouseOptions withClock(Clock changed) {
    return new WarehouseOptions(version, backends, defaultReplicas, schemaChangeDelay, changed);
  }
}
