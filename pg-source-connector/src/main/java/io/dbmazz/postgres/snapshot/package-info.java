/** Rows that were written before the slot: read by several connections, emitted in order. */
package io.dbmazz.postgres.snapshot;
