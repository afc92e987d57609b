package io.dbmazz.postgres.change;

import io.dbmazz.postgres.change.WantedColumns.WantedColumn;
import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.type.TypeResolver;
import io.dbmazz.postgres.type.UnknownEnumLabelException;
import io.dbmazz.postgres.type.ValueDecoder;
import io.dbmazz.record.ChangeRecordSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of one replication session, as the newest Relation message of each has it. */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final ChangeOptions options;
  private final TypeResolver types;
  private final WantedColumns wantedColumns;
  private final TableCatalog catalog;
  private final Topics topics;
  private final Map<Oid, Optional<Table>> tables = new HashMap<>();
  private final Map<Oid, TableFacts> known = new HashMap<>();

  Tables(ChangeOptions options, TypeResolver types, TableCatalog catalog) {
    this.options = options;
    this.types = types;
    this.wantedColumns = new WantedColumns(options.columns(), options.transfer(), types);
    this.catalog = catalog;
    this.topics = new Topics(options.topicPrefix());
  }

  /**
   * The table that a change belongs to, empty when it is not wanted.
   *
   * @throws ConnectException when no Relation message came before
   */
  Optional<Table> find(Oid oid) {
    Optional<Table> table = tables.get(oid);
    if (table == null) {
      throw new ConnectException(
          "A change of relation " + oid + " came before its Relation message; restart the task");
    }
    return table;
  }

  /**
   * Reads rows, again for every enum label that is news and for a key that is younger than a row.
   *
   * @param reading is given the table, the second time with the label or without the key
   */
  <T> T read(Table table, Function<Table, T> reading) {
    Table current = table;
    while (true) {
      try {
        return reading.apply(current);
      } catch (UnknownEnumLabelException news) {
        types.learn(news);
        put(current.relation());
      } catch (NullInKeyException news) {
        putWithoutKey(current.relation());
      }
      current = find(current.relation().oid()).orElseThrow();
    }
  }

  /** Takes note of a table's present shape. */
  void put(Relation relation) {
    if (options.tables().test(relation.schema(), relation.name())) {
      put(relation, catalog.describe(relation.oid()));
    } else {
      tables.put(relation.oid(), Optional.empty());
    }
  }

  /**
   * Takes note of the present shape of a table that is wanted.
   *
   * @param described what the catalog says of it now
   */
  Table put(Relation relation, TableFacts described) {
    Table table = prepare(relation, newest(relation, described));
    Optional<Table> former = tables.getOrDefault(relation.oid(), Optional.empty());
    tables.put(relation.oid(), Optional.of(table));
    report(table, former);
    return table;
  }

  /**
   * Takes note that a table has rows of before its primary key. The next Relation message comes
   * with the key, if not earlier.
   */
  private void putWithoutKey(Relation relation) {
    if (!chosenKey(relation).isEmpty()) {
      throw new DataException(
          String.format(
              "A row of \"%s\".\"%s\" has NULL in one of the columns %s, which"
                  + " message.key.columns names",
              relation.schema(), relation.name(), chosenKey(relation)));
    }
    TableFacts facts = newest(relation, catalog.describe(relation.oid()));
    Table table = prepare(relation, facts.withoutKey());
    tables.put(relation.oid(), Optional.of(table));
    LOG.warn(
        "Changes of {} have no key for now: a row has NULL in a column of the primary key, which"
            + " the table did not have when the row was written",
        table.name());
  }

  /** The newest there are: of a table that is gone by now, those of before. */
  private TableFacts newest(Relation relation, TableFacts facts) {
    if (facts.isUnknown()) {
      return known.getOrDefault(relation.oid(), facts);
    }
    known.put(relation.oid(), facts);
    return facts;
  }

  private List<String> chosenKey(Relation relation) {
    return options.columns().key(relation.schema(), relation.name());
  }

  private Table prepare(Relation relation, TableFacts facts) {
    List<String> chosen = chosenKey(relation);
    List<String> key =
        chosen.isEmpty() ? KeyColumns.of(relation, facts) : KeyColumns.chosen(relation, chosen);
    List<WantedColumn> wanted = wantedColumns.of(relation, facts, key);
    ChangeRecordSchemas schemas = schemas(relation, wanted, key);
    TableVersion version = new TableVersion(relation.schema(), relation.name(), schemas);
    if (chosen.isEmpty() && KeyColumns.isLost(relation, facts)) {
      LOG.warn(
          "Changes of {} have no key: {}",
          schemas.topic(),
          facts.isUnknown()
              ? "the table was dropped before they were read, and its primary key is not known"
              : "its primary key " + facts.primaryKey() + " is not among the replicated columns");
    }
    return assemble(version, relation, wanted, key);
  }

  private ChangeRecordSchemas schemas(
      Relation relation, List<WantedColumn> wanted, List<String> key) {
    List<ChangeRecordSchemas.Column> columns = new ArrayList<>();
    for (WantedColumn column : wanted) {
      boolean required = key.contains(column.name());
      Schema schema = required ? column.type().required() : column.type().optional();
      columns.add(new ChangeRecordSchemas.Column(column.name(), schema));
    }
    return new ChangeRecordSchemas(topics.topic(relation), columns, key);
  }

  private Table assemble(
      TableVersion version, Relation relation, List<WantedColumn> wanted, List<String> key) {
    Map<String, Column> byName = new HashMap<>();
    List<Column> columns = new ArrayList<>();
    for (WantedColumn source : wanted) {
      Field field = version.schemas().row().field(source.name());
      ValueDecoder decoder = source.type().decoder(field.schema());
      Object placeholder = placeholder(field.schema());
      boolean inKey = key.contains(source.name());
      Optional<BinaryColumn> binary =
          source
              .binary()
              .map(
                  form ->
                      new BinaryColumn(form, source.type().binaryDecoder(field.schema(), form)));
      Column column = new Column(source.index(), field, decoder, binary, placeholder, inKey);
      columns.add(column);
      byName.put(source.name(), column);
    }
    return new Table(version, relation, columns, key.stream().map(byName::get).toList());
  }

  private Object placeholder(Schema schema) {
    boolean bytes =
        schema.type() == Schema.Type.BYTES && !Decimal.LOGICAL_NAME.equals(schema.name());
    if (bytes) {
      return options.unavailablePlaceholder().getBytes(StandardCharsets.UTF_8);
    }
    return schema.type() == Schema.Type.STRING ? options.unavailablePlaceholder() : null;
  }

  /** A table described once more as it was, as after TRUNCATE, is no news. */
  private static void report(Table table, Optional<Table> former) {
    if (former.filter(known -> known.relation().equals(table.relation())).isPresent()) {
      return;
    }
    LOG.info(
        "Table {}: {} columns, key {}, replica identity {}",
        table.name(),
        table.columns().size(),
        table.key().stream().map(Column::name).toList(),
        table.relation().identity());
  }
}
