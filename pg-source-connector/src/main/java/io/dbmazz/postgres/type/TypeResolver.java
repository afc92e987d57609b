package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.type.binary.BinaryForm;
import io.dbmazz.postgres.type.binary.ExtensionForms;
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
  private final BinaryForms forms = new BinaryForms(this::lookUp, this::droppedForm);
  private final Map<Oid, Optional<CatalogType>> found = new HashMap<>();
  private final Map<Oid, CatalogType> former = new HashMap<>();
  private final Map<Oid, WireType> announced = new HashMap<>();
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
   * @param dimensions that the column is declared with now; an array column of more than one is
   *     text, as a Connect array has exactly one
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  public ColumnType resolve(Oid type, int modifier, int dimensions) {
    return dimensions > 1 && isArray(type) ? BuiltInTypes.TEXT : resolve(type, modifier);
  }

  /** The column of today may be an array where that of the WAL is none. */
  private boolean isArray(Oid type) {
    if (BuiltInTypes.array(type).isPresent()) {
      return true;
    }
    return builtIn.scalar(type, -1).isEmpty()
        && lookUp(type).filter(CatalogType.Array.class::isInstance).isPresent();
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
    return array(element, array.delimiter())
        .with(
            (ofColumn, byText) ->
                new BinaryArrayDecoder(
                    element.binaryDecoder(ofColumn.valueSchema(), forms.of(array.element())),
                    byText));
  }

  private static ColumnType array(ColumnType element, char delimiter) {
    return ColumnType.schemaBound(
        () -> SchemaBuilder.array(element.optional()),
        ofColumn -> new ArrayDecoder(element.decoder(ofColumn.valueSchema()), delimiter));
  }

  /**
   * The binary form of a column's values.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException naming the type, when its form is not
   *     known
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   */
  public BinaryForm binaryForm(Oid type) {
    return forms.ofColumn(type);
  }

  private Optional<BinaryForm> droppedForm(Oid oid) {
    WireType type = announced.get(oid);
    if (type == null) {
      return Optional.empty();
    }
    return type.schema().equals("pg_catalog")
        ? catalog.builtIn(type.name()).map(forms::of)
        : ExtensionForms.find(type.name());
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
    if (type instanceof CatalogType.Plain plain) {
      return extension(plain.name());
    }
    if (type instanceof CatalogType.TextOnly textOnly) {
      return extension(textOnly.name()); // such as ltree before 13
    }
    return type == null ? dropped(announced.get(oid), modifier) : BuiltInTypes.TEXT;
  }

  /**
   * A type that was dropped before its values are read. The WAL still has its name: for a domain
   * that of the base type, for an array that of the element after an underscore.
   */
  private ColumnType dropped(WireType type, int modifier) {
    if (type == null) {
      return BuiltInTypes.TEXT;
    }
    if (type.schema().equals("pg_catalog")) {
      return catalog
          .builtIn(type.name())
          .map(base -> resolve(base, modifier))
          .orElse(BuiltInTypes.TEXT);
    }
    return type.name().startsWith("_")
        ? array(extension(type.name().substring(1)), ',')
        : extension(type.name());
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
      known = catalog.find(oid).or(() -> Optional.ofNullable(former.get(oid)));
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

  /**
   * Takes note of a type as a Type message has it, and looks it and what it is made of up anew when
   * it is needed.
   */
  public void announce(Oid oid, WireType type) {
    announced.put(oid, type);
    forget(oid);
  }

  private void forget(Oid type) {
    Optional<CatalogType> known = found.remove(type);
    CatalogType forgotten = known == null ? null : known.orElse(null);
    if (forgotten != null) {
      former.put(type, forgotten);
    }
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
