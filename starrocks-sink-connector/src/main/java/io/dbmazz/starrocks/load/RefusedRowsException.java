package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.change.RowOperation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/** Rows of a batch are refused; others of it were committed before, by loads of their own. */
public final class RefusedRowsException extends DataException {

  private static final long serialVersionUID = 1L;

  private final transient Set<RowOperation> loaded;

  /**
   * Says what the refusal says.
   *
   * @param loaded rows that must not be loaded again under another label
   */
  RefusedRowsException(DataException refusal, Iterable<RowOperation> loaded) {
    super(refusal.getMessage(), refusal);
    this.loaded = Collections.newSetFromMap(new IdentityHashMap<>());
    loaded.forEach(this.loaded::add);
  }

  /** The rows of the batch that were committed, by identity. */
  public Set<RowOperation> loaded() {
    return Collections.unmodifiableSet(loaded);
  }
}
