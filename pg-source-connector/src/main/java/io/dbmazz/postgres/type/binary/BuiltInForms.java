package io.dbmazz.postgres.type.binary;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The forms of built-in types other than arrays, by the oids of {@code pg_type.dat}. Missing are
 * those whose text takes the catalog, such as regclass, and those of no use in tables.
 */
public final class BuiltInForms {

  private static final Map<Integer, BinaryForm> FORMS = forms();

  private BuiltInForms() {}

  /** The form of a type; empty when it is not built in, an array, or not known. */
  public static Optional<BinaryForm> find(int oid) {
    return Optional.ofNullable(FORMS.get(oid));
  }

  private static Map<Integer, BinaryForm> forms() {
    Map<Integer, BinaryForm> forms = new HashMap<>();
    texts(forms);
    numbers(forms);
    times(forms);
    bytes(forms);
    shapes(forms);
    ranges(forms);
    return Map.copyOf(forms);
  }

  private static void texts(Map<Integer, BinaryForm> forms) {
    for (int oid : new int[] {19, 25, 1042, 1043, 114, 142, 1790}) {
      forms.put(oid, BinaryForm.VERBATIM);
    }
    forms.put(3802, BinaryForm.VERSIONED); // jsonb
    forms.put(4072, BinaryForm.VERSIONED); // jsonpath
    forms.put(18, Bytes::singleByte);
    forms.put(3614, TextSearch::vector);
    forms.put(3615, TextSearch::query);
  }

  private static void numbers(Map<Integer, BinaryForm> forms) {
    forms.put(16, Numbers::bool);
    forms.put(21, Numbers::int2);
    forms.put(23, Numbers::int4);
    forms.put(20, Numbers::int8);
    forms.put(26, Numbers::unsigned4); // oid
    forms.put(28, Numbers::unsigned4); // xid
    forms.put(29, Numbers::unsigned4); // cid
    forms.put(5069, Numbers::unsigned8); // xid8
    forms.put(700, Numbers::float4);
    forms.put(701, Numbers::float8);
    forms.put(790, Numbers::money);
    forms.put(1700, Numbers::numeric);
  }

  private static void times(Map<Integer, BinaryForm> forms) {
    forms.put(1082, DateTimes::date);
    forms.put(1083, DateTimes::time);
    forms.put(1266, DateTimes::timetz);
    forms.put(1114, DateTimes::timestamp);
    forms.put(1184, DateTimes::timestamptz);
    forms.put(1186, DateTimes::interval);
  }

  private static void bytes(Map<Integer, BinaryForm> forms) {
    forms.put(17, Bytes::bytea);
    forms.put(1560, Bytes::bits);
    forms.put(1562, Bytes::bits); // varbit
    forms.put(2950, Bytes::uuid);
    forms.put(3220, Bytes::lsn);
    forms.put(27, Bytes::tid);
    forms.put(869, Networks::network); // inet
    forms.put(650, Networks::network); // cidr
    forms.put(829, Networks::mac);
    forms.put(774, Networks::mac); // macaddr8
  }

  private static void shapes(Map<Integer, BinaryForm> forms) {
    forms.put(600, Shapes::point);
    forms.put(628, Shapes::line);
    forms.put(601, Shapes::segment);
    forms.put(603, Shapes::box);
    forms.put(602, Shapes::path);
    forms.put(604, Shapes::polygon);
    forms.put(718, Shapes::circle);
  }

  /** Range, multirange and type of the bounds. */
  private static void ranges(Map<Integer, BinaryForm> forms) {
    int[][] types = {
      {3904, 4451, 23},
      {3906, 4532, 1700},
      {3908, 4533, 1114},
      {3910, 4534, 1184},
      {3912, 4535, 1082},
      {3926, 4536, 20}
    };
    for (int[] type : types) {
      BinaryForm range = new RangeForm(forms.get(type[2]));
      forms.put(type[0], range);
      forms.put(type[1], new MultirangeForm(range));
    }
  }
}
