package io.dbmazz.postgres.spool;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Where in a transaction's spool each of its subtransactions begins. What was written after the
 * first change of a subtransaction and before its rollback goes with it: either it is its own, or
 * that of subtransactions within. So a rollback cuts the spool off there.
 *
 * <p>Identifiers rise along a transaction, with few exceptions, so they are kept sorted: 12 bytes
 * for each subtransaction, of which there may be millions.
 */
final class Subtransactions {

  private final int transaction;
  private int[] ids = new int[4];
  private long[] starts = new long[4];
  private int count;

  /**
   * @param transaction identifier of the transaction, below those of its subtransactions unless
   *     they have begun anew at 0
   */
  Subtransactions(long transaction) {
    this.transaction = (int) transaction;
  }

  /** A message of a subtransaction is about to be added at a position. */
  void note(long subtransaction, long position) {
    int id = (int) subtransaction;
    int at = find(id);
    if (at < 0) {
      insert(-at - 1, id, position);
    }
  }

  /** Where the spool has to be cut off; empty when nothing of the subtransaction is in it. */
  OptionalLong rollBack(long subtransaction) {
    int at = find((int) subtransaction);
    if (at < 0) {
      return OptionalLong.empty();
    }
    long cut = starts[at];
    int kept = at;
    for (int i = at; i < count; i++) {
      if (starts[i] < cut) {
        ids[kept] = ids[i];
        starts[kept++] = starts[i];
      }
    }
    count = kept;
    return OptionalLong.of(cut);
  }

  /** The newest is looked for first, as it is the one that most messages belong to. */
  private int find(int id) {
    if (count > 0 && ids[count - 1] == id) {
      return count - 1;
    }
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(ids[middle] - transaction, id - transaction);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle;
    }
    return -low - 1;
  }

  private void insert(int at, int id, long position) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
    }
    System.arraycopy(ids, at, ids, at + 1, count - at);
    System.arraycopy(starts, at, starts, at + 1, count - at);
    ids[at] = id;
    starts[at] = position;
    count++;
  }
}
