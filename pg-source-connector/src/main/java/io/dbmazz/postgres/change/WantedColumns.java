package io.dbmazz.postgres.change;

import io.dbmazz.postgres.change.ChangeOptions.ColumnChoice;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.type.ColumnMask;
import io.dbmazz.postgres.type.ColumnType;
import io.dbmazz.postgres.type.TypeResolver;
import io.dbmazz.postgres.type.binary.BinaryForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Chooses the columns that are read and their types, hidden where that is wanted. */
final class WantedColumns {

  private static final int CHAR_OID = 1042;
  private static final int VARCHAR_OID = 1043;
  private static final int MODIFIER_HEADER = 4;

  private final ColumnChoice choice;
  private final Transfer transfer;
  private final TypeResolver types;

  /**
   * A column that is read.
   *
   * @param index position in the tuple
   * @param binary its values' binary form, when they are transferred so
   */
  record WantedColumn(int index, String name, ColumnType type, Optional<BinaryForm> binary) {}

  WantedColumns(ColumnChoice choice, Transfer transfer, TypeResolver types) {
    this.choice = choice;
    this.transfer = transfer;
    this.types = types;
  }

  /**
   * Those of a table, in the order of its tuples; columns of the key always are wanted.
   *
   * @throws ConnectException when a column of the key is masked so that rows would become one, or
   *     when the binary form of a column is not known
   */
  List<WantedColumn> of(Relation relation, TableFacts facts, List<String> key) {
    List<WantedColumn> wanted = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      RelationColumn column = relation.columns().get(i);
      String name = column.name();
      if (key.contains(name) || choice.wants(relation.schema(), relation.name(), name)) {
        int dimensions = facts.dimensions().getOrDefault(name, 0);
        ColumnType type = types.resolve(column.type(), column.modifier(), dimensions);
        ColumnType masked = masked(relation, column, type, key);
        wanted.add(new WantedColumn(i, name, masked, binaryForm(relation, column)));
      }
    }
    return wanted;
  }

  private Optional<BinaryForm> binaryForm(Relation relation, RelationColumn column) {
    if (transfer == Transfer.TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(types.binaryForm(column.type()));
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException e) {
      throw new ConnectException(
          String.format(
              "Column %s of \"%s\".\"%s\" cannot be read: %s",
              column.name(), relation.schema(), relation.name(), e.getMessage()),
          e);
    }
  }

  private ColumnType masked(
      Relation relation, RelationColumn column, ColumnType type, List<String> key) {
    Optional<ColumnMask> mask = choice.mask(relation.schema(), relation.name(), column.name());
    if (mask.isEmpty()) {
      return type;
    }
    boolean inKey = key.contains(column.name());
    if (inKey && !mask.get().keepsValuesApart()) {
      throw new ConnectException(
          String.format(
              "Column %s of \"%s\".\"%s\" is in the key: masked or truncated, different rows would"
                  + " become one. Use column.mask.hash, or leave it out of the list",
              column.name(), relation.schema(), relation.name()));
    }
    ColumnType masked = mask.get().over(type);
    int declared = declaredLength(column);
    return !inKey && mask.get().keepsValuesApart() && declared > 0
        ? ColumnMask.truncation(declared).over(masked)
        : masked;
  }

  /**
   * Characters that the column can hold, as far as its type says: a hash fits the columns that were
   * made after it.
   *
   * @return 0 when it says nothing
   */
  private static int declaredLength(RelationColumn column) {
    boolean limited = column.type().value() == CHAR_OID || column.type().value() == VARCHAR_OID;
    return limited ? Math.max(0, column.modifier() - MODIFIER_HEADER) : 0;
  }
}
