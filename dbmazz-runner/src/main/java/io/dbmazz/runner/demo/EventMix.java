package io.dbmazz.runner.demo;

import java.util.Random;

/**
 * Draws what happens next: 70 % inserts, 25 % updates, 5 % deletes. Deterministic for a seed. Not
 * thread-safe.
 */
final class EventMix {

  /** One change of one row. */
  enum Event {
    INSERT_ORDER,
    INSERT_ITEM,
    INSERT_DOCUMENT,
    UPDATE_ORDER,
    UPDATE_ITEM,
    /** Changes price and stock and leaves the 100 KB document untouched. */
    UPDATE_DOCUMENT,
    DELETE_ITEM,
    DELETE_ORDER
  }

  private final Random random;

  EventMix(Random random) {
    this.random = random;
  }

  Event next() {
    int draw = random.nextInt(10_000);
    if (draw < 7_000) {
      return insert(draw);
    }
    if (draw < 9_500) {
      return update(draw - 7_000);
    }
    return draw < 9_900 ? Event.DELETE_ITEM : Event.DELETE_ORDER;
  }

  private static Event insert(int draw) {
    if (draw < 20) {
      return Event.INSERT_DOCUMENT;
    }
    return draw < 2_000 ? Event.INSERT_ORDER : Event.INSERT_ITEM;
  }

  private static Event update(int draw) {
    if (draw < 500) {
      return Event.UPDATE_DOCUMENT;
    }
    return draw < 1_500 ? Event.UPDATE_ORDER : Event.UPDATE_ITEM;
  }
}
