package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Deletes of which the record's key is all that is known. */
final class KeyDeletes {

  private final Plans plans;
  private final RowOperations operations;

  KeyDeletes(Plans plans, RowOperations operations) {
    this.plans = plans;
    this.operations = operations;
  }

  Change of(SinkRecord record, TableId table, long version) {
    Object key = record.key();
    if (!(key instanceof Struct) && !(key instanceof Map)) {
      throw Place.refuse(
          record,
          "a delete without the deleted row needs a record key with named fields to find it. Set"
              + " key.converter to the one it was written with");
    }
    if (!plans.target(table).primaryKey()) {
      throw RowOperations.withoutKey(table, record, "deletes");
    }
    return operations.delete(record, table, plans.keys(table, key, record.topic()), version);
  }
}
