package io.dbmazz.starrocks.load;

/**
 * One commit among those of an owner.
 *
 * @param chain of the owner
 * @param number counted from 1; 0 for none yet
 */
record Commit(Chain chain, long number) {

  Commit next() {
    return new Commit(chain, number + 1);
  }

  /** Label of its transaction. */
  Label label() {
    return chain.transaction(number);
  }

  /** Label under which somebody else takes over in its place. */
  Label takenOver() {
    return chain.takeOver(number);
  }
}
