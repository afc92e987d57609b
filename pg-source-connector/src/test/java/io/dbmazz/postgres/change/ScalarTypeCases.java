package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.Unrepresentable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Booleans, numbers, text, bytes and bits. */
final class ScalarTypeCases {

  private static final String DECIMAL = "BYTES org.apache.kafka.connect.data.Decimal";
  private static final String VARIABLE = "STRUCT io.debezium.data.VariableScaleDecimal";
  private static final String NINES = "9".repeat(131072);

  private ScalarTypeCases() {}

  static Stream<TypeCase> all() {
    return Stream.of(integers(), floatsAndDecimals(), texts(), binaries()).flatMap(cases -> cases);
  }

  private static Stream<TypeCase> integers() {
    return Stream.of(
        TypeCase.of("bool", "BOOLEAN").value("t", true).value("f", false),
        TypeCase.of("int2", "INT16")
            .value("-32768", (short) -32768)
            .value("32767", (short) 32767)
            .value("0", (short) 0),
        TypeCase.of("int4", "INT32")
            .value("-2147483648", Integer.MIN_VALUE)
            .value("2147483647", Integer.MAX_VALUE),
        TypeCase.of("int8", "INT64")
            .value("-9223372036854775808", Long.MIN_VALUE)
            .value("9223372036854775807", Long.MAX_VALUE)
            .value("-1", -1L),
        TypeCase.of("oid", "INT64").value("0", 0L).value("4294967295", 4294967295L),
        TypeCase.of("xid", "INT64").value("4294967295", 4294967295L),
        TypeCase.of("xid8", "STRING").since(13).asWritten("18446744073709551615", "3"),
        TypeCase.of("cid", "INT64").value("4294967295", 4294967295L),
        TypeCase.of("tid", "STRING").asWritten("(4294967295,65535)"));
  }

  private static Stream<TypeCase> floatsAndDecimals() {
    return Stream.of(
        TypeCase.of("float4", "FLOAT32")
            .value("0.1", 0.1f)
            .value("3.4028235e38", Float.MAX_VALUE)
            .value("1e-45", Float.MIN_VALUE)
            .value("NaN", new Unrepresentable(Float.NaN, "NaN"))
            .value("-Infinity", new Unrepresentable(Float.NEGATIVE_INFINITY, "-Infinity")),
        TypeCase.of("float8", "FLOAT64")
            .value("0.1", 0.1)
            .value("0.30000000000000004", 0.30000000000000004)
            .value("1.7976931348623157e308", Double.MAX_VALUE)
            .value("5e-324", Double.MIN_VALUE)
            .value("-0", -0.0)
            .value("NaN", new Unrepresentable(Double.NaN, "NaN"))
            .value("Infinity", new Unrepresentable(Double.POSITIVE_INFINITY, "Infinity")),
        TypeCase.of("numeric(10,2)", DECIMAL)
            .value("99999999.99", new BigDecimal("99999999.99"))
            .value("-0.1", new BigDecimal("-0.10"))
            .value("0", new BigDecimal("0.00"))
            .value("NaN", new Unrepresentable(null, "NaN")),
        TypeCase.of("numeric(38,10)", DECIMAL)
            .value(
                "-9999999999999999999999999999.9999999999",
                new BigDecimal("-9999999999999999999999999999.9999999999")),
        TypeCase.of("numeric(5,-2)", DECIMAL).since(15).value("12345", new BigDecimal("12300")),
        TypeCase.of("numeric(3,5)", DECIMAL).since(15).value("0.00999", new BigDecimal("0.00999")),
        TypeCase.of("numeric", VARIABLE)
            .value("1.10", new BigDecimal("1.10"))
            .value("-12345678901234567890.5", new BigDecimal("-12345678901234567890.5"))
            .value(NINES, new BigDecimal(NINES))
            .expression("('0.' || repeat('0', 16382) || '1')::numeric", new BigDecimal("1E-16383"))
            .value("NaN", new Unrepresentable(null, "NaN")),
        TypeCase.of("numeric", VARIABLE)
            .since(14)
            .value("Infinity", new Unrepresentable(null, "Infinity"))
            .value("-Infinity", new Unrepresentable(null, "-Infinity")),
        TypeCase.of("money", DECIMAL)
            .value("1234.56", new BigDecimal("1234.56"))
            .value("-1", new BigDecimal("-1.00"))
            .value("-92233720368547758.08", new BigDecimal("-92233720368547758.08"))
            .value("92233720368547758.07", new BigDecimal("92233720368547758.07")));
  }

  private static Stream<TypeCase> texts() {
    return Stream.of(
        TypeCase.of("text", "STRING")
            .asWritten("", "NULL", "naïve 日本 \uD83D\uDE00", "a\nb\t\\\"'", "\uFFFD replaced"),
        TypeCase.of("varchar(5)", "STRING").asWritten("", "äöü  "),
        TypeCase.of("char(4)", "STRING").value("ab", "ab  "),
        TypeCase.of("name", "STRING").asWritten("nm"),
        TypeCase.of("\"char\"", "STRING").asWritten("x"),
        TypeCase.of("citext", "STRING").asWritten("MiXed"),
        TypeCase.of("xml", "STRING io.debezium.data.Xml").asWritten("<a b=\"1\">x</a>"),
        TypeCase.of("json", "STRING io.debezium.data.Json")
            .asWritten("{\"b\": 1,  \"a\":[null]}", "\"s\""),
        TypeCase.of("jsonb", "STRING io.debezium.data.Json")
            .value("{\"b\":1,\"a\":[null,1e3]}", "{\"a\": [null, 1000], \"b\": 1}"),
        TypeCase.of("jsonpath", "STRING").value("$.a", "$.\"a\""),
        TypeCase.of("uuid", "STRING io.debezium.data.Uuid")
            .asWritten("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        TypeCase.of("ltree", "STRING io.debezium.data.Ltree").asWritten("top.science"),
        TypeCase.of("hstore", "STRING io.debezium.data.Json")
            .value("", "{}")
            .value(
                "\"k\"=>\"v w\", \"n\"=>NULL, \"q\\\"k\"=>\"\\\\\"",
                "{\"k\":\"v w\",\"n\":null,\"q\\\"k\":\"\\\\\"}"),
        TypeCase.of("pg_lsn", "STRING").asWritten("FFFFFFFF/FFFFFFFF", "0/0"),
        TypeCase.of("regclass", "STRING").asWritten("pg_class"));
  }

  private static Stream<TypeCase> binaries() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String bits = "STRING";
    return Stream.of(
        TypeCase.of("bytea", "BYTES")
            .value("", new byte[0])
            .value("\\x00ff10", new byte[] {0, -1, 16})
            .expression(
                "(SELECT string_agg(set_byte('\\x00', 0, i), '' ORDER BY i)"
                    + " FROM generate_series(0, 255) i)",
                all)
            .value("text", "text".getBytes(StandardCharsets.US_ASCII)),
        TypeCase.of("bit(1)", "BOOLEAN").value("1", true).value("0", false),
        TypeCase.of("bit(10)", "BYTES io.debezium.data.Bits")
            .value("1000000001", new byte[] {1, 2})
            .value("0000000110", new byte[] {6, 0}),
        TypeCase.of("varbit", bits).asWritten("", "0101", "1"),
        TypeCase.of("varbit(1)", bits).asWritten("", "0"));
  }
}
