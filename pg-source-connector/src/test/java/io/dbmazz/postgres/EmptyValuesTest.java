package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class EmptyValuesTest {

  @Test
  void everyFieldThatNeedsAValueHasOneThatItsSchemaAccepts() {
    SchemaBuilder fields = SchemaBuilder.struct();
    for (Schema.Type type : Schema.Type.values()) {
      if (type.isPrimitive()) {
        fields.field(type.getName(), new SchemaBuilder(type).build());
      }
    }
    fields.field("decimal", Decimal.schema(2));
    fields.field("array", SchemaBuilder.array(Schema.STRING_SCHEMA).build());
    fields.field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build());
    fields.field("struct", SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build());
    fields.field("optional", Schema.OPTIONAL_STRING_SCHEMA);

    Struct struct = EmptyValues.struct(fields.build());

    assertThatCode(struct::validate).doesNotThrowAnyException();
    assertThat(struct.get("optional")).isNull();
  }
}
