package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.change.RowOperation;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/** Rows of a batch are refused; others of it were committed before, by loads of their own. */
public final class RefusedRowsException extends DataException {

  private static final long serialVersionUID = 1L;

  private final transient Set<RowOperation> loaded;
  private final transient Set<RowOperation> suspects;

  /**
   * Says what the refusal says.
   *
   * @param loaded rows that must not be loaded again under another label
   * @param suspects rows that are likely to be at fault; none when nothing is known
   */
  public RefusedRowsException(
      DataException refusal, Collection<RowOperation> loaded, Collection<RowOperation> suspects) {
    super(refusal.getMessage(), refusal);
    this.loaded = byIdentity(loaded);
    this.suspects = byIdentity(suspects);
  }

  private static Set<RowOperation> byIdentity(Collection<RowOperation> rows) {
    Set<RowOperation> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(rows);
    return Collections.unmodifiableSet(set);
  }

  /** The rows of the batch that were committed, by identity. */
  public Set<RowOperation> loaded() {
    return loaded;
  }

  /** The rows of the batch to look at first, by identity. */
  public Set<RowOperation> suspects() {
    return suspects;
  }
}
