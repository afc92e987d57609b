package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import io.dbmazz.postgres.pgoutput.Tuple;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A table version with all that reading its tuples takes.
 *
 * @param relation the message that described it
 * @param columns that are read, in the order of the tuples
 * @param key the columns of the key in key order, empty for none
 */
record Table(TableVersion version, Relation relation, List<Column> columns, List<Column> key) {

  Table {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** For messages to people. */
  String name() {
    return "\"" + version.schema() + "\".\"" + version.table() + "\"";
  }

  /** Whether the key is that of the catalog, which may be younger than the rows. */
  boolean isKeyOfToday() {
    return relation.identity() == ReplicaIdentity.FULL
        || relation.identity() == ReplicaIdentity.NOTHING;
  }

  /** The key of a row; null for a table without one, as in Connect's records. */
  Struct keyOf(Struct row) {
    if (key.isEmpty()) {
      return null;
    }
    Schema schema = version.schemas().key();
    List<Field> fields = schema.fields();
    Struct struct = new Struct(schema);
    for (int i = 0; i < fields.size(); i++) {
      struct.put(fields.get(i), row.get(key.get(i).field()));
    }
    return struct;
  }

  /** Whether the new row's key differs from the old one's; an old tuple alone does not prove it. */
  boolean isKeyChanged(Tuple before, Tuple after) {
    for (Column column : key) {
      int index = column.index();
      if (after.kind(index) != Tuple.Kind.UNCHANGED && !before.sameValue(index, after)) {
        return true;
      }
    }
    return false;
  }
}
