package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbmazz.postgres.pgoutput.Oid;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class TypeResolverTest {

  private static final Oid MOOD = new Oid(20_001);
  private static final int PRICE = 20_002;
  private static final int OFFER = 20_003;
  private static final int MOODS = 20_004;

  private final Map<Integer, CatalogType> catalog = new HashMap<>();
  private final Decoded decoded = new Decoded(TypeOptions.defaults(), catalog);

  @Test
  void droppedTypeIsText() {
    assertThat(decoded.value(PRICE, "x")).isEqualTo("x");
  }

  @Test
  void droppedDomainIsItsBaseType() {
    TypeResolver types = decoded.resolver();
    types.announce(new Oid(PRICE), new WireType("pg_catalog", "int4"));

    Schema schema = types.resolve(new Oid(PRICE), -1, 0).optional();

    assertThat(schema).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void droppedArrayIsAnArrayOfTexts() {
    TypeResolver types = decoded.resolver();
    types.announce(new Oid(MOODS), new WireType("public", "_mood"));

    Schema schema = types.resolve(new Oid(MOODS), -1, 1).optional();

    assertThat(schema.valueSchema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(decode(types, "{sad,\"very sad\"}")).isEqualTo(List.of("sad", "very sad"));
  }

  @Test
  void droppedExtensionTypeIsKnownByItsName() {
    TypeResolver types = decoded.resolver();
    types.announce(new Oid(PRICE), new WireType("public", "ltree"));

    assertThat(types.resolve(new Oid(PRICE), -1, 0).optional().name())
        .isEqualTo("io.debezium.data.Ltree");
  }

  @Test
  void typeThatWasKnownBeforeItWasDroppedStaysWhatItWas() {
    catalog.put(MOOD.value(), new CatalogType.Enumerated(List.of("sad")));
    TypeResolver types = decoded.resolver();
    types.resolve(MOOD, -1, 0);
    catalog.clear();

    types.announce(MOOD, new WireType("public", "mood"));

    assertThat(types.resolve(MOOD, -1, 0).optional().parameters()).containsEntry("allowed", "sad");
  }

  @Test
  void dimensionsOfTodayDoNotMakeAScalarAnArray() {
    Schema schema = decoded.resolver().resolve(new Oid(23), -1, 2).optional();

    assertThat(schema).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void domainTakesTheModifierNearestToIt() {
    catalog.put(OFFER, new CatalogType.Domain(new Oid(PRICE), -1));
    catalog.put(PRICE, new CatalogType.Domain(new Oid(1700), (8 << 16 | 2) + 4));

    assertThat(decoded.value(OFFER, "1.50")).isEqualTo(new BigDecimal("1.50"));
    Schema schema = decoded.resolver().resolve(new Oid(OFFER), -1, 0).required();
    assertThat(schema.parameters())
        .containsEntry("scale", "2")
        .containsEntry("connect.decimal.precision", "8");
  }

  @Test
  void negativeScaleIsWrittenAsZeroWithAllDigits() {
    Schema schema = decoded.resolver().resolve(new Oid(1700), 329730, 0).optional();

    assertThat(schema.parameters())
        .containsEntry("scale", "0")
        .containsEntry("connect.decimal.precision", "7");
  }

  @Test
  void labelThatIsNewIsLearnedOnceAndForAll() {
    catalog.put(MOOD.value(), new CatalogType.Enumerated(List.of("sad")));
    catalog.put(MOODS, new CatalogType.Array(MOOD, ','));
    TypeResolver types = decoded.resolver();
    types.resolve(new Oid(MOODS), -1, 1);
    catalog.put(MOOD.value(), new CatalogType.Enumerated(List.of("sad", "happy")));
    UnknownEnumLabelException news =
        catchThrowableOfType(
            UnknownEnumLabelException.class, () -> decode(types, "{sad,renamed since}"));

    types.learn(news);

    assertThat(decode(types, "{sad,renamed since,happy}"))
        .isEqualTo(List.of("sad", "renamed since", "happy"));
    assertThat(types.resolve(MOOD, -1, 0).optional().parameters())
        .containsEntry("allowed", "sad,happy,renamed since");
  }

  @Test
  void announcedTypeIsLookedUpAnew() {
    catalog.put(MOOD.value(), new CatalogType.Enumerated(List.of("sad")));
    catalog.put(MOODS, new CatalogType.Array(MOOD, ','));
    TypeResolver types = decoded.resolver();
    types.resolve(new Oid(MOODS), -1, 1);
    catalog.put(MOOD.value(), new CatalogType.Enumerated(List.of("sad", "happy")));

    types.announce(new Oid(MOODS), new WireType("public", "mood"));

    assertThat(decode(types, "{happy}")).isEqualTo(List.of("happy"));
  }

  @Test
  void columnOfSeveralDimensionsIsText() {
    ColumnType type = decoded.resolver().resolve(new Oid(1007), -1, 2);

    assertThat(type.optional()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
  }

  private static Object decode(TypeResolver types, String text) {
    ColumnType type = types.resolve(new Oid(MOODS), -1, 1);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return type.decoder(type.optional()).decode(bytes, 0, bytes.length);
  }
}
