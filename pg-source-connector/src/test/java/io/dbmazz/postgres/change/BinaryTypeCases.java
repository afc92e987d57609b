package io.dbmazz.postgres.change;

import java.util.stream.Stream;

/** Values whose text takes some care to write; what is expected is what the server writes. */
final class BinaryTypeCases {

  private BinaryTypeCases() {}

  static Stream<TypeCase> all() {
    return Stream.of(numbers(), texts(), containers()).flatMap(cases -> cases);
  }

  private static Stream<TypeCase> numbers() {
    return Stream.of(
        sql(
            "float8[][]",
            "(SELECT ARRAY[array_agg((random() - 0.5) * (10::float8 ^ (random() * 600 - 300)))]"
                + " FROM generate_series(1, 300))",
            "(SELECT ARRAY[array_agg(2::float8 ^ i)] FROM generate_series(-1070, 1023) i)",
            "(SELECT ARRAY[array_agg(10::float8 ^ i)] FROM generate_series(-300, 308) i)",
            "'{{NaN,-0,Infinity,5e-324,1e15,123456789012345,1e-5,0.0001}}'"),
        sql(
            "float4[][]",
            "(SELECT ARRAY[array_agg(((random() - 0.5) * (10::float8 ^ (random() * 60 - 30)))::float4)]"
                + " FROM generate_series(1, 300))",
            "(SELECT ARRAY[array_agg((2::float8 ^ i)::float4)] FROM generate_series(-140, 127) i)",
            "'{{999999,1000000,1e-45,-3.5}}'"),
        sql("float4[]", "'{1.5,NULL,NaN}'", "'{}'"),
        sql(
            "numeric",
            "0",
            "0.00",
            "0.00001",
            "-0.5",
            "10000",
            "1e20",
            "100000000.00010000",
            "99999999999999.99",
            "12345678901234567890.123456789"),
        sql("numeric(20,0)", "12345678901234567890", "10000000000000000"),
        sql("money", "-0.01", "0.05", "1000", "123456789.1"),
        sql("money[]", "'{\"$1,234.50\",-1}'"),
        sql("interval", "'-1 mon +2 days -03:04:05.06'", "'13 mons'", "'-00:00:59.9'"),
        sql("timetz", "'00:00:00.1-00:30'", "'01:02:03+00:00:15'"),
        sql("timestamptz[]", "'{infinity,\"0044-03-15 12:00:00+00 BC\"}'"),
        sql("time[]", "'{24:00:00,00:00:00.5}'"));
  }

  private static Stream<TypeCase> texts() {
    return Stream.of(
        sql("tsvector", "'a:1A,2B fat:3C,16383 ''it''''s'' \\\\b'::tsvector", "''"),
        sql(
            "tsquery",
            "'!(a & b) | c:*AB & !d'",
            "'a <-> (b <3> c) <-> ''it''''s'''",
            "'(a | b) <-> c & !!d'",
            "''"),
        sql(
            "inet",
            "'::ffff:1.2.3.4'",
            "'::1.2.3.4/100'",
            "'1:0:0:2:0:0:0:3'",
            "'1::'",
            "'::'",
            "'1:2:3:4:5:6:7:0'",
            "'0.0.0.0/0'"),
        sql("cidr", "'10.1.2.3'", "'::/0'", "'2001:db8::1'"),
        sql("\"char\"", "''", "'a'"),
        sql("ltree[]", "'{a.b,c}'"),
        sql("citext[]", "'{A,\"b c\"}'"),
        sql("jsonpath[]", "'{$.a}'"),
        sql("pg_lsn[]", "'{16/B374D848}'"),
        sql("path", "'[(1e300,-2),(0.1,3)]'"),
        sql("xml[]", "ARRAY['<a/>'::xml]"),
        sql("varbit[]", "'{101,\"\"}'"));
  }

  private static Stream<TypeCase> containers() {
    return Stream.of(
        sql("text[][]", "'{{a,NULL},{\"NULL\",\"\"}}'", "'[2:3][0:1]={{a,\" \"},{\"\\\\\",é}}'"),
        sql(
            "address[]",
            "ARRAY[ROW('a\"b', NULL, '(1,2)')::address, NULL]",
            "ARRAY[ROW('', 5, NULL)::address]"),
        sql(
            "address",
            "ROW('back\\slash (x)', -1, NULL)::address",
            "ROW(NULL, NULL, NULL)::address"),
        sql("tstzrange[]", "ARRAY['[\"2024-01-01 00:00:00+00\",)'::tstzrange, 'empty']"),
        sql("numrange", "'(,5]'", "'[-1,)'"),
        sql("floatrange[]", "'{\"[0.1,1e100)\"}'"),
        sql("floatmultirange", "'{[1,2),[3.5,4]}'").since(14),
        sql("tsmultirange", "'{(,2024-01-01),[2025-01-01,)}'").since(14),
        sql("hstore[]", "ARRAY['\"a b\"=>NULL, c=>\"\\\"\"'::hstore, '']"),
        sql("mood[][]", "'{{sad,\"ok, fine\"}}'"),
        sql("offer[]", "'{1,NULL}'"),
        sql("isbn", "'0-393-04002-X'"));
  }

  private static TypeCase sql(String type, String... expressions) {
    TypeCase typeCase = TypeCase.of(type, "");
    for (String expression : expressions) {
      typeCase.expression(expression, "");
    }
    return typeCase;
  }
}
