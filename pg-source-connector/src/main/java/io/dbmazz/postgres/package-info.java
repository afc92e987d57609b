/** The Kafka Connect source: PostgreSQL logical replication to change records. */
package io.dbmazz.postgres;
