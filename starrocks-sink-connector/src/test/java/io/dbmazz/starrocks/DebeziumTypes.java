package io.dbmazz.starrocks;

import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of the recorded tables of every type: what takes them, and what they show then. */
final class DebeziumTypes {

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> shown = new LinkedHashMap<>();

  private DebeziumTypes() {}

  private DebeziumTypes add(String column, String type, String text) {
    types.put(column, type);
    shown.put(column, text);
    return this;
  }

  /** What another mode shows of a column. */
  DebeziumTypes showing(String column, String text) {
    shown.put(column, text);
    return this;
  }

  /** For CREATE TABLE, without the key. */
  String definitions() {
    StringBuilder text = new StringBuilder();
    types.forEach(
        (column, type) -> text.append(text.length() == 0 ? "" : ", ").append(column + " " + type));
    return text.toString();
  }

  Map<String, String> shown() {
    return shown;
  }

  /** As {@code time.precision.mode=adaptive} and the defaults of the other modes have them. */
  static DebeziumTypes adaptive() {
    return scalars(new DebeziumTypes())
        .add("t_hstore", "JSON", "{\"k\":\"v\",\"n\":null}")
        .add("a_bool", "JSON", "[true,null,false]")
        .add("a_int", "ARRAY<INT>", "[1,null,3]")
        .add("a_text", "ARRAY<VARCHAR(20)>", "[\"a\",\"b c\"]")
        .add("a_num", "ARRAY<VARCHAR(20)>", "[\"1.50\",\"-2.25\"]")
        .add("a_date", "ARRAY<DATE>", "[\"2024-02-29\"]")
        .add("a_ts", "ARRAY<DATETIME>", "[\"2024-02-29 12:34:56.789012\"]")
        .add("a_tstz", "ARRAY<DATETIME>", "[\"2024-02-29 12:34:56.789012\"]")
        .add("a_uuid", "ARRAY<VARCHAR(36)>", "[\"6f1b2a3c-0000-4000-8000-00000000000a\"]");
  }

  private static DebeziumTypes scalars(DebeziumTypes types) {
    return times(numbers(types))
        .add("t_uuid", "VARCHAR(36)", "6f1b2a3c-0000-4000-8000-00000000000a")
        .add("t_json", "JSON", "{\"a\":[1,2.5]}")
        .add("t_jsonb", "JSON", "{\"b\":null}")
        .add("t_xml", "STRING", "<a b=\"1\">x</a>")
        .add("t_mood", "VARCHAR(20)", "happy")
        .add("t_inet", "VARCHAR(50)", "192.168.0.1/24")
        .add("t_cidr", "VARCHAR(50)", "10.0.0.0/8")
        .add("t_mac", "VARCHAR(20)", "08:00:2b:01:02:03")
        .add("t_range", "VARCHAR(50)", "[1,5)")
        .add(
            "t_point",
            "JSON",
            "{\"x\":1.5,\"y\":-2.0,\"wkb\":\"\\\\x0101000000000000000000f83f00000000000000c0\","
                + "\"srid\":null}")
        .add("t_ltree", "VARCHAR(50)", "a.b.c")
        .add("t_search", "STRING", "'fat':2 'rat':3");
  }

  private static DebeziumTypes numbers(DebeziumTypes types) {
    return types
        .add("t_bool", "BOOLEAN", "1")
        .add("t_i2", "SMALLINT", "-32768")
        .add("t_i4", "INT", "2147483647")
        .add("t_i8", "BIGINT", "-9223372036854775808")
        .add("t_oid", "BIGINT", "4294967295")
        .add("t_f4", "FLOAT", "0.5")
        .add("t_f8", "DOUBLE", "0.1")
        .add("t_num", "DECIMAL(12,3)", "-123456789.125")
        .add("t_free", "VARCHAR(50)", "1234567890123456789.000000001")
        .add("t_money", "DECIMAL(19,2)", "12.34")
        .add("t_char", "VARCHAR(16)", "ab  ")
        .add("t_varchar", "VARCHAR(160)", "Gr\u00fc\u00dfe")
        .add("t_text", "STRING", "Line 1\n\"2\"")
        .add("t_citext", "STRING", "CiText")
        .add("t_bytes", "VARCHAR(20)", "\\x00ff10")
        .add("t_bit", "BOOLEAN", "1")
        .add("t_bits", "VARCHAR(12)", "101000000001")
        .add("t_varbit", "VARCHAR(20)", "00010101");
  }

  private static DebeziumTypes times(DebeziumTypes types) {
    return types
        .add("t_date", "DATE", "1969-12-31")
        .add("t_time3", "VARCHAR(20)", "04:05:06.789000")
        .add("t_time", "VARCHAR(20)", "04:05:06.789012")
        .add("t_timetz", "VARCHAR(20)", "22:35:06.5Z")
        .add("t_ts0", "DATETIME", "1969-12-31 23:59:59")
        .add("t_ts3", "DATETIME", "2024-02-29 12:34:56.789000")
        .add("t_ts", "DATETIME", "2024-02-29 12:34:56.789012")
        .add("t_tstz", "DATETIME", "2024-02-29 07:04:56.789012")
        .add("t_span", "VARCHAR(40)", "PT8814H3.5S");
  }
}
