package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import java.util.IdentityHashMap;

/**
 * Two operations on one row become one that leaves the row as both in turn would. StarRocks needs
 * it so: shared-data clusters apply the deletes of a load after its upserts whatever their order
 * (StarRocks issue 75014).
 */
final class Fold {

  private final IdentityHashMap<RowShape, IdentityHashMap<RowShape, ShapeUnion>> unions =
      new IdentityHashMap<>();

  /**
   * Two operations that may come from different topic partitions, between which there is no order:
   * their versions decide, where both have one.
   *
   * @param former came before
   * @param latter came after
   */
  RowOperation foldByVersion(RowOperation former, RowOperation latter) {
    return isOlder(latter, former) ? fold(latter, former) : fold(former, latter);
  }

  private static boolean isOlder(RowOperation one, RowOperation other) {
    return one.audit().version() != Audit.NO_VERSION
        && one.audit().version() < other.audit().version();
  }

  /** Two operations of which the later one is known. */
  RowOperation fold(RowOperation earlier, RowOperation later) {
    Audit audit = audit(earlier.audit(), later.audit());
    if (later.kind() == Kind.HARD_DELETE) {
      return with(later, later.shape(), later.values(), audit);
    }
    if (earlier.kind() == Kind.HARD_DELETE) {
      return with(later, later.shape(), withoutAbsent(later.values()), audit);
    }
    if (earlier.shape() == later.shape()) {
      return with(later, later.shape(), sameShape(earlier.values(), later.values()), audit);
    }
    ShapeUnion union =
        unions
            .computeIfAbsent(earlier.shape(), shape -> new IdentityHashMap<>())
            .computeIfAbsent(later.shape(), shape -> new ShapeUnion(earlier.shape(), shape));
    ShapeUnion.Merged merged = union.merge(earlier.values(), later.values());
    return with(later, merged.shape(), merged.values(), audit);
  }

  /** A tombstone or plain row says nothing of the version that its predecessor gave the row. */
  private static Audit audit(Audit earlier, Audit later) {
    return later.version() == Audit.NO_VERSION && earlier.version() != Audit.NO_VERSION
        ? new Audit(later.opType(), earlier.version())
        : later;
  }

  private static RowOperation with(
      RowOperation later, RowShape shape, Object[] values, Audit audit) {
    return values == later.values() && audit.equals(later.audit()) && shape == later.shape()
        ? later
        : new RowOperation(later.kind(), shape, values, later.key(), audit);
  }

  /** Of a row that was gone, what is not sent is NULL: the target may still hold the old row's. */
  private static Object[] withoutAbsent(Object[] values) {
    Object[] known = values.clone();
    for (int i = 0; i < known.length; i++) {
      if (known[i] == ABSENT) {
        known[i] = null;
      }
    }
    return known;
  }

  private static Object[] sameShape(Object[] earlier, Object[] later) {
    Object[] merged = later;
    for (int i = 0; i < later.length; i++) {
      if (later[i] == ABSENT && earlier[i] != ABSENT) {
        merged = merged == later ? later.clone() : merged;
        merged[i] = earlier[i];
      }
    }
    return merged;
  }
}
