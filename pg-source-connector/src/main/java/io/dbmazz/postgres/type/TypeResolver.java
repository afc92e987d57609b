package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * From a column's type on the wire to its Connect schema and decoder. Types that are not built in
 * are looked up in the catalog and remembered; unknown ones are text. For one thread.
 */
public final class TypeResolver {

  private final TypeOptions options;
  private final TypeCatalog catalog;
  private final BuiltInTypes builtIn;
  private final Map<Oid, Optional<CatalogType>> found = new HashMap<>();
  private final Map<Oid, Set<String>> learned = new HashMap<>();

  public TypeResolver(TypeOptions options, TypeCatalog catalog) {
    this.options = options;
    this.catalog = catalog;
    this.builtIn = new BuiltInTypes(options, catalog);
  }

  /**
   * The type of a column.
   *
   * @param modifier {@code atttypmod} of the wire, -1 for none
   * @param dimensions that the column was declared with; an array column of more than one is text,
   *     as a Connect array has exactly one
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  public ColumnType resolve(Oid type, int modifier, int dimensions) {
    return dimensions > 1 ? BuiltInTypes.TEXT : resolve(type, modifier);
  }

  private ColumnType resolve(Oid type, int modifier) {
    Optional<ColumnType> scalar = builtIn.scalar(type, modifier);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    Optional<CatalogType.Array> array = BuiltInTypes.array(type);
    return array.isPresent() ? array(array.get(), modifier) : userDefined(type, modifier);
  }

  private ColumnType array(CatalogType.Array array, int modifier) {
    ColumnType element = resolve(array.element(), modifier);
    return ColumnType.schemaBound(
        () -> SchemaBuilder.array(element.optional()),
        ofColumn -> new ArrayDecoder(element.decoder(ofColumn.valueSchema()), array.delimiter()));
  }

  private ColumnType userDefined(Oid oid, int modifier) {
    CatalogType type = lookUp(oid).orElse(null);
    if (type instanceof CatalogType.Domain domain) {
      return resolve(domain.base(), modifier < 0 ? domain.modifier() : modifier);
    }
    if (type instanceof CatalogType.Array array) {
      return array(array, modifier);
    }
    if (type instanceof CatalogType.Enumerated enumerated) {
      return Enums.enumeration(oid, labels(oid, enumerated));
    }
    return type instanceof CatalogType.Plain plain ? extension(plain.name()) : BuiltInTypes.TEXT;
  }

  /** Extensions are known by name alone, since they live in any schema under any oid. */
  private ColumnType extension(String name) {
    return switch (name) {
      case "hstore" -> Hstores.hstore(options.hstore());
      case "ltree" -> ColumnType.namedString("io.debezium.data.Ltree", Utf8::decode);
      default -> BuiltInTypes.TEXT;
    };
  }

  private Optional<CatalogType> lookUp(Oid oid) {
    Optional<CatalogType> known = found.get(oid);
    if (known == null) {
      known = catalog.find(oid);
      found.put(oid, known);
    }
    return known;
  }

  private List<String> labels(Oid oid, CatalogType.Enumerated enumerated) {
    List<String> labels = new ArrayList<>(enumerated.labels());
    for (String label : learned.getOrDefault(oid, Set.of())) {
      if (!labels.contains(label)) {
        labels.add(label);
      }
    }
    return labels;
  }

  /** Forgets a type and what it is made of, as when a Type message announces it anew. */
  public void forget(Oid type) {
    Optional<CatalogType> known = found.remove(type);
    CatalogType forgotten = known == null ? null : known.orElse(null);
    if (forgotten instanceof CatalogType.Array array) {
      forget(array.element());
    } else if (forgotten instanceof CatalogType.Domain domain) {
      forget(domain.base());
    }
  }

  /**
   * Takes note of a label that an enum did not have when it was resolved. Types resolved from now
   * on have it, whether or not the catalog still knows it.
   */
  public void learn(UnknownEnumLabelException news) {
    forget(news.type());
    learned.computeIfAbsent(news.type(), type -> new LinkedHashSet<>()).add(news.label());
  }
}
