/** Reads tables while they are streamed, chunk by chunk, without ever letting a row go back. */
package io.dbmazz.postgres.snapshot.incremental;
