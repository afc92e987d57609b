package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SelectVisitor;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.util.deparser.SelectDeParser;

/** Writes a query for the engine: engine tables for StarRocks' names, and the engine's dialect. */
final class SelectWriter extends SelectDeParser {

  private final NameScope scope;
  private final ExpressionWriter expressions;

  private SelectWriter(NameScope scope, ExpressionWriter expressions) {
    super(expressions, new StringBuilder());
    this.scope = scope;
    this.expressions = expressions;
    expressions.setSelectVisitor(this);
    expressions.setBuilder(builder);
  }

  static SelectWriter in(NameScope scope, SessionState session) {
    return new SelectWriter(scope, new ExpressionWriter(session));
  }

  /** The query in the engine's SQL. */
  String write(Select select) {
    builder.setLength(0);
    select.accept((SelectVisitor<StringBuilder>) this, null);
    return builder.toString();
  }

  /** The expression in the engine's SQL. */
  String write(Expression expression) {
    builder.setLength(0);
    expression.accept(expressions, null);
    return builder.toString();
  }

  @Override
  public <S> StringBuilder visit(Table table, S context) {
    List<String> parts = new ArrayList<>();
    for (String part : table.getNameParts()) {
      if (part != null) {
        parts.add(unquoted(part));
      }
    }
    // The parser has the name first and the catalog last.
    Collections.reverse(parts);
    String name = parts.get(parts.size() - 1);
    if (parts.size() == 1 && name.equalsIgnoreCase("dual")) {
      return builder.append("DUAL");
    }
    String alias = table.getAlias() == null ? name : table.getAlias().getUnquotedName();
    builder.append(ExpressionWriter.quote(scope.engineName(parts)));
    return builder.append(" AS ").append(ExpressionWriter.quote(alias));
  }

  static String unquoted(String part) {
    return part.startsWith("`") ? part.substring(1, part.length() - 1) : part;
  }

  /** An expression without a name is named by its own text. */
  @Override
  public <S> StringBuilder visit(SelectItem<?> item, S context) {
    Expression expression = item.getExpression();
    expression.accept(expressions, context);
    boolean named =
        expression instanceof Column
            || expression instanceof AllColumns
            || expression instanceof AllTableColumns;
    if (item.getAlias() != null) {
      builder.append(" AS ").append(label(item.getAlias().getUnquotedName()));
    } else if (!named) {
      builder.append(" AS ").append(label(expression.toString()));
    }
    return builder;
  }

  /** Aliases may be strings. */
  private static String label(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
    return ExpressionWriter.quote(quoted ? name.substring(1, name.length() - 1) : name);
  }

  @Override
  public <S> StringBuilder visit(WithItem<?> query, S context) {
    scope.addQuery(query.getUnquotedAliasName());
    quote(query.getAlias());
    return super.visit(query, context);
  }

  @Override
  public <S> StringBuilder visit(ParenthesedSelect select, S context) {
    quote(select.getAlias());
    return super.visit(select, context);
  }

  @Override
  public <S> StringBuilder visit(ParenthesedFromItem from, S context) {
    quote(from.getAlias());
    return super.visit(from, context);
  }

  private static void quote(Alias alias) {
    if (alias != null) {
      alias.setName(ExpressionWriter.quote(alias.getUnquotedName()));
    }
  }
}
