package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.json.Written.json;
import static io.dbmazz.starrocks.json.Written.refused;
import static io.dbmazz.starrocks.json.Written.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class TextWritersTest {

  @Test
  void lengthIsCountedInBytes() {
    assertThat(json("varchar(6)", Schema.STRING_SCHEMA, "\u20ac\u20ac")).hasSize(4);
    refused("varchar(5)", Schema.STRING_SCHEMA, "\u20ac\u20ac")
        .hasMessage("6 bytes, and varchar holds 5 (bytes, not characters)");
    refused("char(1)", Schema.STRING_SCHEMA, "ab").hasMessageContaining("char holds 1");
  }

  @Test
  void escapesDoNotCountAsLength() {
    assertThat(json("varchar(2)", Schema.STRING_SCHEMA, "\n\"")).isEqualTo("\"\\u000a\\\"\"");
  }

  @Test
  void otherKindsAreTheirText() {
    assertThat(json("varchar(20)", Schema.INT32_SCHEMA, 42)).isEqualTo("\"42\"");
    assertThat(json("varchar(20)", Schema.BOOLEAN_SCHEMA, true)).isEqualTo("\"true\"");
    assertThat(json("varchar(20)", string("io.debezium.data.Json"), "{\"a\": 1}"))
        .isEqualTo("\"{\\\"a\\\": 1}\"");
    assertThat(json("varchar(20)", List.of(1, "b"))).isEqualTo("\"[1,\\\"b\\\"]\"");
    assertThat(json("varchar(20)", Map.of("a", 1))).isEqualTo("\"{\\\"a\\\":1}\"");
  }

  @Test
  void bytesAreBase64InBinaryColumnsAndHexInText() {
    byte[] bytes = {(byte) 0xde, (byte) 0xad, 0};

    assertThat(json("varbinary(3)", Schema.BYTES_SCHEMA, bytes)).isEqualTo("\"3q0A\"");
    assertThat(json("varbinary(3)", Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes)))
        .isEqualTo("\"3q0A\"");
    assertThat(json("varchar(20)", Schema.BYTES_SCHEMA, bytes)).isEqualTo("\"\\\\xdead00\"");
  }

  @Test
  void binaryLengthIsThatOfTheBytesNotOfTheirText() {
    assertThat(json("varbinary(3)", Schema.BYTES_SCHEMA, new byte[3])).isEqualTo("\"AAAA\"");
    refused("varbinary(3)", Schema.BYTES_SCHEMA, new byte[4]).hasMessageContaining("4 bytes");
  }
}
