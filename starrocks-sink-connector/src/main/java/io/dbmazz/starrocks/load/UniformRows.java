package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.CurrentRows;
import io.dbmazz.starrocks.table.TableMismatchException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the rows of one table to one form, since a transaction takes only one. Where they have
 * several, all become whole rows, and deletes go along with them by {@code __op}. Used by several
 * loader threads.
 */
final class UniformRows {

  private final LoadHeaders headers;
  private final CurrentRows current;
  private final AuditColumn.Mode audit;

  UniformRows(LoadHeaders headers, CurrentRows current, AuditColumn.Mode audit) {
    this.headers = headers;
    this.current = current;
    this.audit = audit;
  }

  /**
   * What to send.
   *
   * @param headers of all of them
   * @param rows by the form in which they are written
   */
  record Loads(Map<String, String> headers, Map<RowFormat, List<RowOperation>> rows) {}

  /**
   * Brings them to one form.
   *
   * @throws TableMismatchException when that cannot be
   */
  Loads of(List<RowOperation> rows, TargetState target, Label label) {
    Map<RowFormat, List<RowOperation>> given = HttpStreamLoader.byFormat(rows, target);
    Set<Map<String, String>> forms = forms(given.keySet(), label);
    if (forms.size() <= 1) {
      return new Loads(forms.isEmpty() ? Map.of() : forms.iterator().next(), given);
    }
    List<RowOperation> whole = new WholeRows(current, target, audit).of(rows);
    Map<RowFormat, List<RowOperation>> uniform = HttpStreamLoader.byFormat(whole, target);
    return new Loads(common(uniform.keySet(), target, label), uniform);
  }

  private Set<Map<String, String>> forms(Set<RowFormat> formats, Label label) {
    Set<Map<String, String>> forms = new HashSet<>();
    formats.forEach(format -> forms.add(headers.of(format, label, Guard.NONE)));
    return forms;
  }

  private Map<String, String> common(Set<RowFormat> formats, TargetState target, Label label) {
    Map<Boolean, Set<RowFormat>> deletes = new LinkedHashMap<>();
    formats.forEach(
        format ->
            deletes
                .computeIfAbsent(
                    format.reach() == RowFormat.Reach.DELETE, unseen -> new HashSet<>())
                .add(format));
    Set<Map<String, String>> forms = forms(deletes.getOrDefault(false, Set.of()), label);
    if (forms.size() != 1) {
      throw new TableMismatchException(
          "Rows of one transaction of the source bring different columns to table "
              + target.table().id()
              + ", and the others have no value that could stand for them. Give the table a"
              + " PRIMARY KEY, or the columns no default");
    }
    Map<String, String> form = forms.iterator().next();
    Optional<RowFormat> whole = deletes.get(false).stream().findFirst();
    if (deletes.containsKey(true)) {
      form.put("columns", whole.orElseThrow().columnsWithDeletes());
    }
    return form;
  }
}
