package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The types whose oids are the same in every database, as {@code pg_type.dat} of PostgreSQL's
 * sources lists them.
 */
final class BuiltInTypes {

  /** The text of any type that has no mapping of its own. */
  static final ColumnType TEXT = new ColumnType(SchemaBuilder::string, Utf8::decode);

  private static final ColumnType BOOL =
      new ColumnType(SchemaBuilder::bool, (data, offset, length) -> data[offset] == 't')
          .with(Shortcuts.BOOL);
  private static final ColumnType INT2 =
      new ColumnType(
              SchemaBuilder::int16,
              (data, offset, length) ->
                  (short)
                      AsciiNumbers.parse(data, offset, length, Short.MIN_VALUE, Short.MAX_VALUE))
          .with(Shortcuts.INT2);
  private static final ColumnType INT4 =
      new ColumnType(
              SchemaBuilder::int32,
              (data, offset, length) ->
                  (int)
                      AsciiNumbers.parse(
                          data, offset, length, Integer.MIN_VALUE, Integer.MAX_VALUE))
          .with(Shortcuts.INT4);
  private static final ColumnType INT8 =
      new ColumnType(SchemaBuilder::int64, AsciiNumbers::parseLong).with(Shortcuts.INT8);
  private static final ColumnType UNSIGNED = INT8.with(Shortcuts.UNSIGNED);
  private static final ColumnType JSON =
      ColumnType.namedString("io.debezium.data.Json", Utf8::decode);

  /** char, name, text, bpchar, varchar; network, geometric, text search and range types; pg_lsn. */
  private static final Set<Integer> TEXTS =
      Set.of(
          18, 19, 25, 1042, 1043, 27, 600, 601, 602, 603, 604, 628, 718, 650, 869, 829, 774, 3615,
          3904, 3906, 3908, 3910, 3912, 3926, 4451, 4532, 4533, 4534, 4535, 4536, 3220, 5069);

  private static final Map<Integer, Integer> ELEMENTS = elements();

  private static final int BOX = 603;

  private final TypeOptions options;
  private final TypeCatalog catalog;

  BuiltInTypes(TypeOptions options, TypeCatalog catalog) {
    this.options = options;
    this.catalog = catalog;
  }

  /** The array type of a built-in element, with the element's oid. */
  static Optional<CatalogType.Array> array(Oid type) {
    Integer element = ELEMENTS.get(type.value());
    return element == null
        ? Optional.empty()
        : Optional.of(new CatalogType.Array(new Oid(element), element == BOX ? ';' : ','));
  }

  /** A built-in type that is not an array. */
  Optional<ColumnType> scalar(Oid type, int modifier) {
    return switch (type.value()) {
      case 16 -> Optional.of(BOOL);
      case 17 -> Optional.of(Binaries.bytea(options.binary()));
      case 20 -> Optional.of(INT8);
      case 21 -> Optional.of(INT2);
      case 23 -> Optional.of(INT4);
      case 26, 28, 29 -> Optional.of(UNSIGNED); // oid, xid, cid: unsigned 32 bits
      case 114, 3802 -> Optional.of(JSON);
      case 142 -> Optional.of(ColumnType.namedString("io.debezium.data.Xml", Utf8::decode));
      case 700 ->
          Optional.of(
              new ColumnType(SchemaBuilder::float32, Floats::float4).with(Shortcuts.FLOAT4));
      case 701 ->
          Optional.of(
              new ColumnType(SchemaBuilder::float64, Floats::float8).with(Shortcuts.FLOAT8));
      case 790 -> Optional.of(Numerics.money(catalog.moneyFractionDigits(), options.decimal()));
      case 1082 -> Optional.of(Dates.DATE);
      case 1083 -> Optional.of(Times.TIME);
      case 1114 -> Optional.of(Dates.TIMESTAMP);
      case 1184 -> Optional.of(Dates.TIMESTAMPTZ);
      case 1186 -> Optional.of(Intervals.interval(options.interval()));
      case 1266 -> Optional.of(Times.TIMETZ);
      case 1560 -> Optional.of(BitStrings.bit(modifier));
      case 1562 -> Optional.of(TEXT); // varbit
      case 1700 -> Optional.of(Numerics.numeric(modifier, options.decimal()));
      case 2950 ->
          Optional.of(
              ColumnType.namedString("io.debezium.data.Uuid", Utf8::decode).with(Shortcuts.UUIDS));
      case 3614 -> Optional.of(ColumnType.namedString("io.debezium.data.Tsvector", Utf8::decode));
      default -> TEXTS.contains(type.value()) ? Optional.of(TEXT) : Optional.empty();
    };
  }

  /** Array type to element type. */
  private static Map<Integer, Integer> elements() {
    int[][] pairs = {
      {1000, 16},
      {1001, 17},
      {1002, 18},
      {1003, 19},
      {1016, 20},
      {1005, 21},
      {1007, 23},
      {1009, 25},
      {1028, 26},
      {1010, 27},
      {1011, 28},
      {1012, 29},
      {199, 114},
      {143, 142},
      {1017, 600},
      {1018, 601},
      {1019, 602},
      {1020, 603},
      {1027, 604},
      {629, 628},
      {719, 718},
      {651, 650},
      {1041, 869},
      {1040, 829},
      {775, 774},
      {1021, 700},
      {1022, 701},
      {791, 790},
      {1014, 1042},
      {1015, 1043},
      {1182, 1082},
      {1183, 1083},
      {1115, 1114},
      {1185, 1184},
      {1187, 1186},
      {1270, 1266},
      {1561, 1560},
      {1563, 1562},
      {1231, 1700},
      {2951, 2950},
      {3643, 3614},
      {3645, 3615},
      {3807, 3802},
      {3221, 3220},
      {271, 5069},
      {3905, 3904},
      {3907, 3906},
      {3909, 3908},
      {3911, 3910},
      {3913, 3912},
      {3927, 3926},
      {6150, 4451},
      {6151, 4532},
      {6152, 4533},
      {6153, 4534},
      {6155, 4535},
      {6157, 4536}
    };
    Map<Integer, Integer> elements = new HashMap<>();
    for (int[] pair : pairs) {
      elements.put(pair[0], pair[1]);
    }
    return Map.copyOf(elements);
  }
}
