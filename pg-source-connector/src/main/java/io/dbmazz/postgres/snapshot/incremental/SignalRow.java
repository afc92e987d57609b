package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * A row of the signal table: its second column is the type, its third the data, a JSON object, as
 * in Debezium's.
 *
 * @param id of the signal among all, of its place in the WAL
 * @param type such as {@code execute-snapshot}
 * @param data as it stands in the row, maybe empty
 */
record SignalRow(String id, String type, String data) {

  private static final String COLLECTIONS = "data-collections";
  private static final String KIND = "type";
  private static final Set<String> MEMBERS = Set.of(COLLECTIONS, KIND);

  /**
   * Takes an inserted row for a signal.
   *
   * @throws IllegalArgumentException when it has fewer columns, or others than texts
   */
  static SignalRow of(RowChange insert) {
    Struct row = insert.after();
    List<Field> columns = row.schema().fields();
    if (columns.size() < 3) {
      throw new IllegalArgumentException("The table needs three columns: id, type and data");
    }
    String id = insert.transaction().commitLsn() + "." + insert.ordinal();
    return new SignalRow(id, text(row, columns.get(1)), text(row, columns.get(2)));
  }

  private static String text(Struct row, Field column) {
    Object value = row.get(column);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("Column '" + column.name() + "' is not a text");
  }

  /**
   * What it asks for.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  Order order() {
    return switch (type) {
      case "execute-snapshot" -> new Order.Execute(required(tables()));
      case "stop-snapshot" -> new Order.Stop(tables());
      default ->
          throw new IllegalArgumentException(
              "Type '" + type + "' is unknown; there are execute-snapshot and stop-snapshot");
    };
  }

  private static List<Pattern> required(List<Pattern> tables) {
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("The data name no table: '" + COLLECTIONS + "' is empty");
    }
    return tables;
  }

  private List<Pattern> tables() {
    if (data.isBlank()) {
      return List.of();
    }
    if (!(Json.read(data) instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("The data are not a JSON object");
    }
    for (Object name : members.keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException("'" + name + "' in the data is not supported");
      }
    }
    Object kind = members.get(KIND);
    if (kind != null && !(kind instanceof String text && text.equalsIgnoreCase("incremental"))) {
      throw new IllegalArgumentException("The only '" + KIND + "' is incremental");
    }
    Object tables = members.get(COLLECTIONS);
    return tables == null
        ? List.of()
        : Json.texts(tables).stream().map(SignalRow::pattern).toList();
  }

  /** Names are regular expressions that match as a whole, as in Debezium's signals. */
  private static Pattern pattern(String name) {
    return Pattern.compile(name.indexOf('.') < 0 ? "public\\." + name : name);
  }
}
