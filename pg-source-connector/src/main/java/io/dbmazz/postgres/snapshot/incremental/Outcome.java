package io.dbmazz.postgres.snapshot.incremental;

/** What the reading thread has to tell the polling one. */
sealed interface Outcome {

  /** A chunk; the chunks of one reading come in the order of their keys. */
  record Chunk(ReadChunk chunk) implements Outcome {}

  /** Which transactions were visible, while nothing could be read yet. */
  record Look(XidSnapshot seen) implements Outcome {}

  /** How much there is to read, before the first chunk. */
  record Size(TableSize size) implements Outcome {}

  /** The table cannot be read; everything else can go on. */
  record Refused(String reason) implements Outcome {}

  /** Something is wrong that must not be passed over. */
  record Failed(RuntimeException failure) implements Outcome {}
}
