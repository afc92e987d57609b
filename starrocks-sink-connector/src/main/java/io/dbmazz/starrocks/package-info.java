/** The Kafka Connect sink: change records to StarRocks by Stream Load. */
package io.dbmazz.starrocks;
