package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnDefaults;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the cells of columns that are not read straight from a source field. */
final class Cells {
  private Cells() {}

  /** What a column gets that the load does not list: its default, or NULL. */
  static Cell missing(Column column, ColumnDefaults defaults) {
    String text = column.defaultValue();
    if (text != null && text.startsWith("uuid")) {
      return sources -> defaults.valueOf(column);
    }
    // The time of the load, in UTC whatever the time zone (StarRocks #52691).
    Object constant = defaults.valueOf(column);
    return sources -> constant;
  }

  /** What a mapping gives; its references are found in {@code fields}. */
  static Cell mapping(Column column, Expression expression, SourceFields fields) {
    Converter converter = Converters.of(column);
    if (expression instanceof Expression.Literal literal) {
      Object constant = converter.text(literal.text());
      return sources -> constant;
    }
    if (expression instanceof Expression.Reference reference) {
      int slot = fields.slot(column.name(), reference.field());
      return sources -> sources[slot] == null ? null : converter.text((String) sources[slot]);
    }
    Expression.Call call = (Expression.Call) expression;
    return switch (call.function()) {
      case "to_binary" -> toBinary(column, call, fields, converter);
      case "parse_json" -> parseJson(column, call, fields, converter);
      default -> throw unsupported(column, call);
    };
  }

  private static Cell parseJson(
      Column column, Expression.Call call, SourceFields fields, Converter converter) {
    if (call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expression.Reference source
        && converter instanceof JsonConverter json) {
      int slot = fields.slot(column.name(), source.field());
      return sources -> sources[slot] == null ? null : json.parsed((String) sources[slot]);
    }
    throw unsupported(column, call);
  }

  private static Cell toBinary(
      Column column, Expression.Call call, SourceFields fields, Converter converter) {
    List<Expression> arguments = call.arguments();
    if (arguments.isEmpty()
        || arguments.size() > 2
        || !(arguments.get(0) instanceof Expression.Reference source)
        || !(converter instanceof BinaryConverter binary)) {
      throw unsupported(column, call);
    }
    int slot = fields.slot(column.name(), source.field());
    String encoding =
        arguments.size() == 2 && arguments.get(1) instanceof Expression.Literal literal
            ? literal.text().toLowerCase(Locale.ROOT)
            : "hex";
    return sources ->
        sources[slot] == null
            ? null
            : decode((String) sources[slot], encoding).map(binary::bytes).orElse(null);
  }

  /** Empty for text that is not of the encoding, which becomes NULL. */
  private static Optional<byte[]> decode(String text, String encoding) {
    try {
      return switch (encoding) {
        case "utf8" -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
        case "encode64" -> Optional.of(Base64.getDecoder().decode(text));
        default -> Optional.of(HexFormat.of().parseHex(text));
      };
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static LoadException unsupported(Column column, Expression.Call call) {
    return new LoadException(
        "the emulator cannot evaluate "
            + call.function()
            + "(...) for column "
            + column.name()
            + "; it knows column names, literals, to_binary and parse_json");
  }
}
