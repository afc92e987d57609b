package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import java.util.Deque;
import java.util.Optional;

/**
 * What is left of a chunk, to be emitted now.
 *
 * @param rows to emit, taken out one by one
 * @param rowBytes of a row, on average
 * @param last key that is read once they are
 * @param rest whether there may be more rows behind
 */
record ClosedChunk(
    Deque<RowChange> rows, long rowBytes, Optional<KeyTexts> last, ReadChunk.Rest rest) {}
