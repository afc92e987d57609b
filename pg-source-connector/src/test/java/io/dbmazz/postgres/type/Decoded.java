package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Decodes values of types in a catalog that a test makes up. */
record Decoded(TypeOptions options, Map<Integer, CatalogType> types) {

  static Decoded with(String decimal, String binary, String interval, String hstore) {
    return new Decoded(TypeOptions.parse(decimal, binary, interval, hstore), Map.of());
  }

  static Decoded byDefault() {
    return new Decoded(TypeOptions.defaults(), Map.of());
  }

  TypeResolver resolver() {
    return new TypeResolver(options, new MapCatalog(types));
  }

  /** The value of a text, which lies in the middle of other bytes as in a message. */
  Object value(int type, int modifier, String text) {
    ColumnType column = resolver().resolve(new Oid(type), modifier, 0);
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    byte[] data = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return column.decoder(column.optional()).decode(data, 1, value.length);
  }

  Object value(int type, String text) {
    return value(type, -1, text);
  }

  private record MapCatalog(Map<Integer, CatalogType> types) implements TypeCatalog {

    @Override
    public Optional<CatalogType> find(Oid type) {
      return Optional.ofNullable(types.get(type.value()));
    }

    @Override
    public Optional<Oid> builtIn(String name) {
      return name.equals("int4") ? Optional.of(new Oid(23)) : Optional.empty();
    }

    @Override
    public int moneyFractionDigits() {
      return 0;
    }
  }
}
