/** The slot's connection: reading WAL, keeping it alive, reporting the confirmed LSN. */
package io.dbmazz.postgres.replication;
