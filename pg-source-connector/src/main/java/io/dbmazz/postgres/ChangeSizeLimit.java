package io.dbmazz.postgres;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Delete;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Update;
import io.dbmazz.postgres.pgoutput.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Refuses a change so large that making a record of it might exhaust the heap: its values, the
 * record and what a converter makes of it are copies, each about as large. For the polling thread.
 */
final class ChangeSizeLimit {

  private final long bytes;
  private final BiPredicate<String, String> captured;
  private final Map<Oid, Relation> relations = new HashMap<>();

  /**
   * @param bytes of a message at most
   * @param captured schema and name: whether it holds for a table
   */
  ChangeSizeLimit(long bytes, BiPredicate<String, String> captured) {
    this.bytes = bytes;
    this.captured = captured;
  }

  /**
   * Looks at the next message.
   *
   * @param size of it, in bytes
   * @throws ConnectException when it is too large; names the table and the largest value's column
   */
  void check(PgOutputMessage message, long size) {
    if (message instanceof Relation relation) {
      relations.put(relation.oid(), relation);
    } else if (size > bytes) {
      refuse(message, size);
    }
  }

  private void refuse(PgOutputMessage message, long size) {
    if (message instanceof Insert insert) {
      refuse(insert.relation(), List.of(insert.after()), size);
    } else if (message instanceof Update update) {
      refuse(update.relation(), List.of(update.after(), update.before()), size);
    } else if (message instanceof Delete delete) {
      refuse(delete.relation(), List.of(delete.before()), size);
    }
  }

  private void refuse(Oid oid, List<Tuple> tuples, long size) {
    Relation relation = relations.get(oid);
    if (relation != null && captured.test(relation.schema(), relation.name())) {
      throw new ConnectException(
          String.format(
              "A change of %s.%s has %d bytes, most of them in column %s; a change may have %d."
                  + " Raise max.change.size.in.bytes, and the heap (-Xmx) to eight times as much,"
                  + " or keep the column out of the publication: changes made from then on come"
                  + " without it",
              relation.schema(), relation.name(), size, largestColumn(relation, tuples), bytes));
    }
  }

  private static String largestColumn(Relation relation, List<Tuple> tuples) {
    int largest = 0;
    int length = -1;
    for (Tuple tuple : tuples) {
      for (int i = 0; i < tuple.size(); i++) {
        if (tuple.hasValue(i) && tuple.length(i) > length) {
          largest = i;
          length = tuple.length(i);
        }
      }
    }
    return relation.columns().get(largest).name();
  }
}
