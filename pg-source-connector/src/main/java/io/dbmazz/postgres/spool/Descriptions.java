package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest Relation message of each table outside of streamed transactions. The server sends one
 * only when something has changed since the last, and for a streamed transaction afresh; once that
 * has committed, its descriptions count for all that follows (pgoutput.c, cleanup_rel_sync_cache).
 */
final class Descriptions {

  /**
   * A Relation message.
   *
   * @param number of its arrival, rising
   */
  record Description(long number, WalData message) {

    boolean saysTheSameAs(WalData other) {
      return message.payload().equals(other.payload());
    }
  }

  private final Map<Integer, Description> newest = new HashMap<>();
  private long arrived;

  /** A table's identifier in a Relation message, as in those of rows. */
  static int relation(WalData message) {
    return message.payload().getInt(message.payload().position() + 1);
  }

  /** A Relation message has arrived, wherever it counts. */
  Description arrived(WalData message) {
    return new Description(++arrived, message);
  }

  /** A Relation message that counts from now on. */
  Description put(WalData message) {
    Description description = arrived(message);
    newest.put(relation(message), description);
    return description;
  }

  void clear() {
    newest.clear();
  }

  Optional<Description> find(int relation) {
    return Optional.ofNullable(newest.get(relation));
  }

  /**
   * A transaction with descriptions of its own has committed and its messages were given on.
   *
   * @param own the last one that it has of each table
   * @param touched tables that it has or had descriptions of
   * @return those that have to be given on now, as they arrived after those of the transaction
   */
  List<WalData> committed(Map<Integer, Description> own, Set<Integer> touched) {
    List<WalData> later = new ArrayList<>();
    for (Integer relation : touched) {
      Description last = own.get(relation);
      Description other = newest.get(relation);
      if (last != null && (other == null || last.number() > other.number())) {
        newest.put(relation, last);
      } else if (other != null && !isNewest(relation, last)) {
        later.add(other.message());
      }
    }
    return later;
  }

  /** Whether no other description of the table has arrived since. */
  boolean isNewest(Integer relation, Description description) {
    Description known = newest.get(relation);
    return known != null && description != null && known.number() == description.number();
  }
}
