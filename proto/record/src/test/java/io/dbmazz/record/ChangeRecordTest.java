package io.dbmazz.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ChangeRecordTest {

  private final ChangeRecordSchemas orders =
      new ChangeRecordSchemas(
          "shop.public.orders",
          List.of(
              new ChangeRecordSchemas.Column("note", Schema.OPTIONAL_STRING_SCHEMA),
              new ChangeRecordSchemas.Column("id", Schema.INT64_SCHEMA)),
          List.of("id"));

  @Test
  void schemasCarryTheNamesOfTheTopic() {
    assertThat(orders.key().name()).isEqualTo("shop.public.orders.Key");
    assertThat(orders.row().name()).isEqualTo("shop.public.orders.Value");
    assertThat(orders.envelope().name()).isEqualTo("shop.public.orders.Envelope");
  }

  @Test
  void envelopeIsRecognisedByItsSchema() {
    assertThat(ChangeRecord.isEnvelope(orders.envelope())).isTrue();
    assertThat(ChangeRecord.isEnvelope(orders.row())).isFalse();
    assertThat(ChangeRecord.isEnvelope(null)).isFalse();
  }

  @Test
  void tableWithoutKeyHasNoKeySchema() {
    ChangeRecordSchemas log =
        new ChangeRecordSchemas(
            "shop.public.log",
            List.of(new ChangeRecordSchemas.Column("line", Schema.OPTIONAL_STRING_SCHEMA)),
            List.of());
    assertThat(log.hasKey()).isFalse();
    assertThatIllegalStateException().isThrownBy(log::key).withMessageContaining("shop.public.log");
  }

  @Test
  void changeIsReadBackAsItWasBuilt() {
    Struct source =
        source()
            .put("commit_lsn", 0x500L)
            .put("ordinal", 3L)
            .put("unchanged", List.of("note"))
            .put("unrepresentable", Map.of("price", "NaN"));
    Struct row = new Struct(orders.row()).put("id", 7L);
    ChangeRecord record =
        ChangeRecord.of(
            new Struct(orders.envelope()).put("after", row).put("source", source).put("op", "u"));

    assertThat(record.operation()).isEqualTo(Operation.UPDATE);
    assertThat(record.before()).isEmpty();
    assertThat(record.after()).contains(row);
    assertThat(record.version()).contains(Lsn.parse("0/500"));
    assertThat(record.ordinal()).contains(3L);
    assertThat(record.unchanged()).containsExactly("note");
    assertThat(record.unrepresentable()).containsExactly(Map.entry("price", "NaN"));
    assertThat(record.schema()).contains("public");
    assertThat(record.table()).contains("orders");
  }

  @Test
  void envelopeOfAnotherSourceFallsBackToTheChangesOwnLsn() {
    Schema source = SchemaBuilder.struct().field("lsn", Schema.OPTIONAL_INT64_SCHEMA).build();
    Schema envelope =
        SchemaBuilder.struct()
            .name("t.Envelope")
            .field("after", orders.row())
            .field("source", source)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    ChangeRecord record =
        ChangeRecord.of(
            new Struct(envelope).put("op", "d").put("source", new Struct(source).put("lsn", 9L)));

    assertThat(record.version()).contains(new Lsn(9));
    assertThat(record.ordinal()).isEmpty();
    assertThat(record.unchanged()).isEmpty();
    assertThat(record.table()).isEmpty();
  }

  @Test
  void unknownOperationIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.fromCode("x"))
        .withMessageContaining("'x'");
  }

  private static Struct source() {
    Struct source = new Struct(ChangeRecordSchemas.SOURCE).put("ts_ms", 0L);
    List.of("version", "connector", "name", "db").forEach(field -> source.put(field, "any"));
    return source.put("schema", "public").put("table", "orders");
  }
}
