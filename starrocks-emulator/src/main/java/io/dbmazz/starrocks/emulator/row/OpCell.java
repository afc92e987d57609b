package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.Locale;
import java.util.Optional;

/** The pseudo column {@code __op}: 0 or absent is an upsert, all else a delete. */
final class OpCell {
  static final Converter CONVERTER =
      new IntegerConverter(
          new ColumnErrors(ColumnMapping.OP, new ColumnType(Kind.TINYINT, 0, 0, 0)));

  private static final Cell UPSERT = sources -> 0L;

  private OpCell() {}

  static Cell of(TableDefinition table, ColumnMapping mapping, SourceFields fields) {
    if (table.model() != Model.PRIMARY_KEY) {
      return UPSERT;
    }
    Optional<ColumnItem> item = mapping.item(ColumnMapping.OP);
    if (item.isEmpty()) {
      return UPSERT;
    }
    Optional<Expression> expression = item.get().expression();
    if (expression.isEmpty()) {
      int slot = fields.slot(ColumnMapping.OP);
      return sources -> sources[slot] == null ? (Object) 0L : sources[slot];
    }
    if (expression.get() instanceof Expression.Literal literal) {
      Object op = constant(literal);
      return sources -> op;
    }
    if (expression.get() instanceof Expression.Reference reference) {
      int slot = fields.slot(ColumnMapping.OP, reference.field());
      return sources ->
          sources[slot] == null ? (Object) 0L : CONVERTER.text((String) sources[slot]);
    }
    throw new LoadException("the emulator cannot evaluate the expression given for __op");
  }

  private static Object constant(Expression.Literal literal) {
    if (!literal.quoted()) {
      Object op = CONVERTER.number(literal.text());
      if (literal.text().contains(".") || op instanceof Invalid) {
        throw new LoadException("const load op type column should only be upsert(0)/delete(1)");
      }
      return op;
    }
    String name = literal.text().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "upsert" -> 0L;
      case "delete" -> 1L;
      default -> throw new LoadException("load op type string not supported: " + name);
    };
  }
}
