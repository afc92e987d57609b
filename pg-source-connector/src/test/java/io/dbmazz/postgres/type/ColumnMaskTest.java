package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dbmazz.postgres.type.ColumnMask.Hashing;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class ColumnMaskTest {

  private static final ColumnType INT =
      new ColumnType(
          org.apache.kafka.connect.data.SchemaBuilder::int32,
          (data, offset, length) -> Integer.valueOf(Utf8.decode(data, offset, length)));

  private static Object decode(ColumnMask mask, ColumnType type, String text) {
    ColumnType masked = mask.over(type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return masked.decoder(masked.optional()).decode(bytes, 0, bytes.length);
  }

  @Test
  void hashIsOfTheSaltAndTheText() {
    ColumnMask mask = ColumnMask.hash(Hashing.PLAIN, "SHA-256", "pepper");

    // printf 'peppercarol' | sha256sum
    assertThat(decode(mask, BuiltInTypes.TEXT, "carol"))
        .isEqualTo("616feffb0755f7747136ae28c2a66364a750d299e949d7fcdf7de42841624bed");
    assertThat(decode(mask, BuiltInTypes.TEXT, "carol"))
        .as("the same each time")
        .isEqualTo(decode(mask, BuiltInTypes.TEXT, "carol"));
  }

  @Test
  void typesOtherThanTextAreHashedAsPostgresSpellsThem() {
    ColumnMask mask = ColumnMask.hash(Hashing.PLAIN, "SHA-256", "s");

    assertThat(mask.over(INT).optional().type()).isEqualTo(Schema.Type.STRING);
    assertThat(decode(mask, INT, "7")).isEqualTo(decode(mask, BuiltInTypes.TEXT, "7"));
  }

  @Test
  void asterisksSayNothingOfTheValue() {
    assertThat(decode(ColumnMask.stars(3), BuiltInTypes.TEXT, "longer")).isEqualTo("***");
    assertThat(decode(ColumnMask.stars(3), INT, "7")).isEqualTo("***");
    assertThat(decode(ColumnMask.stars(0), INT, "7")).isEqualTo("");
  }

  @Test
  void truncationCountsCharactersAndCutsNoneInHalf() {
    ColumnMask mask = ColumnMask.truncation(2);

    assertThat(decode(mask, BuiltInTypes.TEXT, "a\uD83D\uDE00b")).isEqualTo("a\uD83D\uDE00");
    assertThat(decode(mask, BuiltInTypes.TEXT, "ab")).isEqualTo("ab");
  }

  @Test
  void truncatedJsonIsNotCalledJson() {
    ColumnType json = ColumnType.namedString("io.debezium.data.Json", Utf8::decode);

    assertThat(ColumnMask.truncation(2).over(json).optional().name()).isNull();
  }

  @Test
  void numbersAreNotTruncated() {
    assertThat(decode(ColumnMask.truncation(1), INT, "42")).isEqualTo(42);
  }

  @Test
  void unknownAlgorithmIsNamedAndTheSaltIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ColumnMask.hash(Hashing.PLAIN, "SHA-7", "pepper"))
        .withMessageContaining("SHA-7")
        .withMessageNotContaining("pepper");
  }
}
