package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Rows of one format as request bodies, each encoded when it is asked for, so that one is in memory
 * at a time. StarRocks refuses JSON bodies of more than 100 MB, so a part that would be longer is
 * cut; a single row that long is left to StarRocks to refuse.
 */
public final class Bodies implements Iterator<Body> {

  /** Somewhat below StarRocks' {@code streaming_load_max_batch_size_mb} of 100. */
  public static final int LIMIT = 90 * 1024 * 1024;

  private static final int FIRST_GUESS = 256;

  private final RowFormat format;
  private final List<RowOperation> rows;
  private final Value.Moment encodedAt;
  private final int limit;
  private int next;

  /**
   * Cuts the rows into bodies.
   *
   * @param encodedAt for {@code dbmazz_synced_at}
   * @param limit bytes of a body
   */
  public Bodies(RowFormat format, List<RowOperation> rows, Instant encodedAt, int limit) {
    this.format = format;
    this.rows = rows;
    this.encodedAt =
        new Value.Moment(encodedAt.getEpochSecond() * 1_000_000 + encodedAt.getNano() / 1000);
    this.limit = limit;
  }

  @Override
  public boolean hasNext() {
    return next < rows.size();
  }

  /** Index of the row that is encoded next; when that failed, of the row at fault. */
  public int position() {
    return next;
  }

  /**
   * Encodes the next body.
   *
   * @throws org.apache.kafka.connect.errors.DataException when a column cannot hold a value: names
   *     table, column and rule
   */
  @Override
  public Body next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int first = next;
    long guess = (long) FIRST_GUESS * (rows.size() - first);
    JsonBytes out = new JsonBytes((int) Math.min(limit, guess));
    while (next < rows.size()) {
      int mark = out.size();
      out.raw(next == first ? '[' : ',');
      format.write(rows.get(next), encodedAt, out);
      if (out.size() >= limit && next > first) {
        out.cutTo(mark);
        break;
      }
      next++;
    }
    out.raw(']');
    return new Body(out.copy(), next - first);
  }
}
