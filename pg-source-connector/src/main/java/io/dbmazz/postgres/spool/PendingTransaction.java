package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.postgres.spool.Descriptions.Description;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A transaction whose outcome is not known, with its messages in the form of version 1. */
final class PendingTransaction implements AutoCloseable {

  /**
   * A table's description in the spool.
   *
   * @param position of the first of several that say the same
   */
  private record Place(long position, Description description) {}

  private final long xid;
  private final Spool spool;
  private final Subtransactions subtransactions;
  private final Map<Integer, Place> described = new HashMap<>();
  private final Map<Integer, Description> assumed = new HashMap<>();
  private final Set<Integer> touched = new HashSet<>();

  PendingTransaction(long xid, Spool spool) {
    this.xid = xid;
    this.spool = spool;
    this.subtransactions = new Subtransactions(xid);
  }

  long xid() {
    return xid;
  }

  /**
   * Adds a message.
   *
   * @param part identifier of the transaction, or of a subtransaction
   */
  void add(long part, WalData message) {
    if (part != xid) {
      subtransactions.note(part, spool.end());
    }
    spool.add(message);
  }

  /** Adds a Relation message, unless it says nothing new. */
  void describe(long part, Description description) {
    int relation = Descriptions.relation(description.message());
    Place place = described.get(relation);
    if (place != null && place.description().saysTheSameAs(description.message())) {
      described.put(relation, new Place(place.position(), description));
      return;
    }
    described.put(relation, new Place(spool.end(), description));
    touched.add(relation);
    add(part, description.message());
  }

  /** A table is about to be changed whose description came before the transaction. */
  void assume(int relation, Descriptions others) {
    if (!touched.contains(relation)) {
      others
          .find(relation)
          .ifPresent(
              known -> {
                touched.add(relation);
                assumed.put(relation, known);
              });
    }
  }

  /** Relation messages to give on before its own: what it assumes has been overtaken since. */
  List<WalData> prepare(Descriptions others) {
    List<WalData> overtaken = new ArrayList<>();
    assumed.forEach(
        (relation, known) -> {
          if (!others.isNewest(relation, known)) {
            overtaken.add(known.message());
          }
        });
    return overtaken;
  }

  /** Forgets what a subtransaction has done. */
  void rollBack(long subtransaction) {
    OptionalLong cut = subtransactions.rollBack(subtransaction);
    if (cut.isPresent()) {
      spool.truncate(cut.getAsLong());
      described.values().removeIf(place -> place.position() >= cut.getAsLong());
    }
  }

  /** Its messages; it must not be changed any more. */
  Iterator<WalData> messages() {
    return spool.messages();
  }

  /** Relation messages to give on once it has committed and all its messages were. */
  List<WalData> settle(Descriptions others) {
    Map<Integer, Description> own = new HashMap<>(assumed);
    described.forEach((relation, place) -> own.put(relation, place.description()));
    return others.committed(own, touched);
  }

  @Override
  public void close() {
    spool.close();
  }
}
