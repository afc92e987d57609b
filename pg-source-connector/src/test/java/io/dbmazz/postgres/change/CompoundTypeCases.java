package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.Unrepresentable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Network, geometric, text search and range types; arrays; types that users define. */
final class CompoundTypeCases {

  /** What the cases need in their database. */
  static final List<String> SETUP =
      List.of(
          "CREATE EXTENSION hstore",
          "CREATE EXTENSION citext",
          "CREATE EXTENSION ltree",
          "CREATE EXTENSION cube",
          "CREATE EXTENSION isn",
          "CREATE TYPE mood AS ENUM ('sad', 'ok, fine', 'Happy')",
          "CREATE SCHEMA other",
          "CREATE TYPE other.mood AS ENUM ('elsewhere')",
          "CREATE DOMAIN price AS numeric(12,4) CHECK (VALUE >= 0)",
          "CREATE DOMAIN offer AS price",
          "CREATE DOMAIN tags AS text[]",
          "CREATE TYPE address AS (street text, number int, place point)",
          "CREATE TYPE floatrange AS RANGE (subtype = float8)");

  private static final String DECIMAL = "BYTES org.apache.kafka.connect.data.Decimal";

  private CompoundTypeCases() {}

  static Stream<TypeCase> all() {
    return Stream.of(addresses(), shapes(), ranges(), arrays(), specialArrays(), userDefined())
        .flatMap(cases -> cases);
  }

  private static Stream<TypeCase> addresses() {
    return Stream.of(
        TypeCase.of("inet", "STRING").asWritten("10.0.0.1/24", "10.0.0.1", "::1", "fe80::1/64"),
        TypeCase.of("cidr", "STRING").asWritten("10.0.0.0/8", "2001:db8::/32"),
        TypeCase.of("macaddr", "STRING").asWritten("08:00:2b:01:02:03"),
        TypeCase.of("macaddr8", "STRING").asWritten("08:00:2b:01:02:03:04:05"),
        TypeCase.of("tsvector", "STRING io.debezium.data.Tsvector")
            .value("fat:2 cat:3", "'cat':3 'fat':2"),
        TypeCase.of("tsquery", "STRING").value("fat & cat", "'fat' & 'cat'"));
  }

  private static Stream<TypeCase> shapes() {
    return Stream.of(
        TypeCase.of("point", "STRING").asWritten("(1,2.5)", "(NaN,Infinity)"),
        TypeCase.of("line", "STRING").asWritten("{1,2,3}"),
        TypeCase.of("lseg", "STRING").asWritten("[(1,2),(3,4)]"),
        TypeCase.of("box", "STRING").asWritten("(3,4),(1,2)"),
        TypeCase.of("path", "STRING").asWritten("[(1,2),(3,4)]", "((1,2),(3,4))"),
        TypeCase.of("polygon", "STRING").asWritten("((1,2),(3,4),(5,6))"),
        TypeCase.of("circle", "STRING").asWritten("<(1,2),3>"),
        TypeCase.of("cube", "STRING").asWritten("(1, 2),(3, 4)"),
        TypeCase.of("isbn", "STRING").asWritten("0-393-04002-X"));
  }

  private static Stream<TypeCase> ranges() {
    return Stream.of(
        TypeCase.of("int4range", "STRING").asWritten("[1,10)", "empty", "(,)"),
        TypeCase.of("int8range", "STRING").asWritten("[1,9223372036854775807)"),
        TypeCase.of("numrange", "STRING").asWritten("(1.5,2.50]"),
        TypeCase.of("tsrange", "STRING")
            .asWritten("[\"2024-01-01 00:00:00\",\"2024-01-02 00:00:00\")"),
        TypeCase.of("tstzrange", "STRING").asWritten("[\"2024-01-01 00:00:00+00\",)"),
        TypeCase.of("daterange", "STRING").asWritten("[2024-01-01,infinity)"),
        TypeCase.of("floatrange", "STRING").asWritten("[1.5,2)"),
        TypeCase.of("int4multirange", "STRING").since(14).asWritten("{[1,3),[5,7)}", "{}"),
        TypeCase.of("datemultirange", "STRING").since(14).asWritten("{[2024-01-01,2024-01-03)}"),
        TypeCase.of("nummultirange[]", "ARRAY STRING")
            .since(14)
            .expression("ARRAY['{[1,2)}'::nummultirange]", List.of("{[1,2)}")));
  }

  private static Stream<TypeCase> arrays() {
    return Stream.of(
        TypeCase.of("int4[]", "ARRAY INT32")
            .value("{}", List.of())
            .value("{1,NULL,3}", list(1, null, 3)),
        TypeCase.of("int8[]", "ARRAY INT64")
            .value("{-9223372036854775808}", List.of(Long.MIN_VALUE)),
        TypeCase.of("bool[]", "ARRAY BOOLEAN").value("{t,f}", List.of(true, false)),
        TypeCase.of("text[]", "ARRAY STRING")
            .value(
                "{\"a,b\",\"q\\\"uote\",\"back\\\\slash\",\"NULL\",NULL,\"\",\" sp \",{}x}"
                    .replace(",{}x", ",\"{}\""),
                list("a,b", "q\"uote", "back\\slash", "NULL", null, "", " sp ", "{}")),
        TypeCase.of("varchar(3)[]", "ARRAY STRING").value("{é,日}", List.of("é", "日")),
        TypeCase.of("bytea[]", "ARRAY BYTES")
            .expression("ARRAY['\\x00ff'::bytea]", List.of(new byte[] {0, -1})),
        TypeCase.of("numeric(6,2)[]", "ARRAY " + DECIMAL)
            .value("{1.1,2}", List.of(new BigDecimal("1.10"), new BigDecimal("2.00"))),
        TypeCase.of("timestamptz[]", "ARRAY STRING io.debezium.time.ZonedTimestamp")
            .value("{\"2024-01-01 00:00:00+00\"}", List.of("2024-01-01T00:00:00Z")),
        TypeCase.of("date[]", "ARRAY INT32 io.debezium.time.Date")
            .value("{1970-01-02}", List.of(1)),
        TypeCase.of("uuid[]", "ARRAY STRING io.debezium.data.Uuid")
            .value(
                "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
                List.of("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
        TypeCase.of("box[]", "ARRAY STRING")
            .value("{(3,4),(1,2);(7,8),(5,6)}", List.of("(3,4),(1,2)", "(7,8),(5,6)")),
        TypeCase.of("jsonb[]", "ARRAY STRING io.debezium.data.Json")
            .expression("ARRAY['{\"a\": 1}'::jsonb]", List.of("{\"a\": 1}")),
        TypeCase.of("bit(3)[]", "ARRAY BYTES io.debezium.data.Bits")
            .value("{101}", List.of(new byte[] {5})));
  }

  private static Stream<TypeCase> specialArrays() {
    return Stream.of(
        TypeCase.of("int4[]", "ARRAY INT32")
            .value("{{1,2},{3,4}}", new Unrepresentable(List.of(1, 2, 3, 4), "{{1,2},{3,4}}"))
            .value("[0:1]={1,2}", new Unrepresentable(List.of(1, 2), "[0:1]={1,2}")),
        TypeCase.of("int4[][]", "STRING").asWritten("{{1,2},{3,4}}", "{}"),
        TypeCase.of("numeric(6,2)[]", "ARRAY " + DECIMAL)
            .value(
                "{1.10,NaN}",
                new Unrepresentable(list(new BigDecimal("1.10"), null), "{1.10,NaN}")),
        TypeCase.of("int2vector", "STRING").asWritten("1 2 3"),
        TypeCase.of("oidvector", "STRING").asWritten("1 2"));
  }

  private static Stream<TypeCase> userDefined() {
    return Stream.of(
        TypeCase.of("mood", "STRING io.debezium.data.Enum").asWritten("ok, fine", "Happy"),
        TypeCase.of("other.mood", "STRING io.debezium.data.Enum").asWritten("elsewhere"),
        TypeCase.of("mood[]", "ARRAY STRING io.debezium.data.Enum")
            .value("{sad,\"ok, fine\"}", List.of("sad", "ok, fine")),
        TypeCase.of("price", DECIMAL).value("1.5", new BigDecimal("1.5000")),
        TypeCase.of("offer", DECIMAL).value("2", new BigDecimal("2.0000")),
        TypeCase.of("price[]", "ARRAY " + DECIMAL).value("{1}", List.of(new BigDecimal("1.0000"))),
        TypeCase.of("tags", "ARRAY STRING").value("{a,b}", List.of("a", "b")),
        TypeCase.of("tags[]", "ARRAY ARRAY STRING")
            .expression("ARRAY['{a,b}'::tags, '{}'::tags]", List.of(List.of("a", "b"), List.of())),
        TypeCase.of("address", "STRING").asWritten("(\"Main \"\"St\"\", x\",5,\"(1,2)\")"),
        TypeCase.of("hstore[]", "ARRAY STRING io.debezium.data.Json")
            .expression("ARRAY['a=>1'::hstore]", List.of("{\"a\":\"1\"}")));
  }

  private static List<Object> list(Object... elements) {
    return Arrays.asList(elements);
  }
}
