package io.dbmazz.postgres.type;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.type.binary.ArrayForm;
import io.dbmazz.postgres.type.binary.BinaryForm;
import io.dbmazz.postgres.type.binary.BuiltInForms;
import io.dbmazz.postgres.type.binary.CompositeForm;
import io.dbmazz.postgres.type.binary.ExtensionForms;
import io.dbmazz.postgres.type.binary.FormLookup;
import io.dbmazz.postgres.type.binary.MultirangeForm;
import io.dbmazz.postgres.type.binary.RangeForm;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/** The binary forms of types, those of their parts included. For one thread. */
final class BinaryForms {

  private final Function<Oid, Optional<CatalogType>> catalog;
  private final Function<Oid, Optional<BinaryForm>> dropped;

  /**
   * @param catalog finds types that are not built in
   * @param dropped asked for the form of a type that the catalog no longer has
   */
  BinaryForms(
      Function<Oid, Optional<CatalogType>> catalog, Function<Oid, Optional<BinaryForm>> dropped) {
    this.catalog = catalog;
    this.dropped = dropped;
  }

  /** The form of the values of a column; those of a type without any come as text anyway. */
  BinaryForm ofColumn(Oid type) {
    return isTextOnly(type) ? BinaryForm.VERBATIM : of(type);
  }

  private boolean isTextOnly(Oid type) {
    if (BuiltInForms.find(type.value()).isPresent() || BuiltInTypes.array(type).isPresent()) {
      return false;
    }
    CatalogType known = catalog.apply(type).orElse(null);
    return known instanceof CatalogType.TextOnly
        || (known instanceof CatalogType.Domain domain && isTextOnly(domain.base()));
  }

  /**
   * The form of a type.
   *
   * @throws ConnectException naming the type, when its form is not known
   */
  BinaryForm of(Oid type) {
    return find(type)
        .orElseThrow(
            () ->
                new ConnectException(
                    "the binary form of the type "
                        + name(type)
                        + " is not known here; set binary.transfer=false"));
  }

  private Optional<BinaryForm> find(Oid type) {
    Optional<BinaryForm> builtIn = BuiltInForms.find(type.value());
    if (builtIn.isPresent()) {
      return builtIn;
    }
    Optional<CatalogType> known =
        BuiltInTypes.array(type).<CatalogType>map(array -> array).or(() -> catalog.apply(type));
    return known.isPresent() ? find(known.get()) : dropped.apply(type);
  }

  private Optional<BinaryForm> find(CatalogType type) {
    if (type instanceof CatalogType.Array array) {
      of(array.element());
      return Optional.of(new ArrayForm(lookup(array.delimiter())));
    }
    if (type instanceof CatalogType.Domain domain) {
      return Optional.of(of(domain.base()));
    }
    if (type instanceof CatalogType.Composite composite) {
      composite.fields().forEach(this::of);
      return Optional.of(new CompositeForm(lookup(',')));
    }
    if (type instanceof CatalogType.Range range) {
      return Optional.of(new RangeForm(of(range.bound())));
    }
    if (type instanceof CatalogType.Multirange multirange) {
      return Optional.of(new MultirangeForm(of(multirange.range())));
    }
    if (type instanceof CatalogType.Plain plain) {
      return ExtensionForms.find(plain.name());
    }
    return type instanceof CatalogType.Enumerated
        ? Optional.of(BinaryForm.VERBATIM)
        : Optional.empty();
  }

  private FormLookup lookup(char delimiter) {
    return oid -> new FormLookup.Element(of(new Oid(oid)), delimiter);
  }

  private String name(Oid type) {
    CatalogType known = catalog.apply(type).orElse(null);
    if (known instanceof CatalogType.TextOnly textOnly) {
      return textOnly.name();
    }
    return known instanceof CatalogType.Plain plain ? plain.name() : "with oid " + type;
  }
}
