package io.dbmazz.starrocks.table;

/**
 * A front end, back end or compute node as registered with the cluster.
 *
 * @param host address or name
 * @param httpPort port of Stream Load
 */
public record ClusterNode(String host, int httpPort) {}
