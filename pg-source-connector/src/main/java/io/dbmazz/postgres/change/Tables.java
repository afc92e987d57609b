package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.RelationColumn;
import io.dbmazz.postgres.type.ColumnType;
import io.dbmazz.postgres.type.TypeResolver;
import io.dbmazz.postgres.type.ValueDecoder;
import io.dbmazz.record.ChangeRecordSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of one replication session, as the newest Relation message of each has it. */
final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final ChangeOptions options;
  private final TypeResolver types;
  private final TableCatalog catalog;
  private final Topics topics;
  private final Map<Oid, Optional<Table>> tables = new HashMap<>();

  Tables(ChangeOptions options, TypeResolver types, TableCatalog catalog) {
    this.options = options;
    this.types = types;
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

  /** Takes note of a table's present shape. */
  void put(Relation relation) {
    boolean wanted = options.tables().test(relation.schema(), relation.name());
    Optional<Table> table = wanted ? Optional.of(prepare(relation)) : Optional.empty();
    Optional<Table> former = tables.getOrDefault(relation.oid(), Optional.empty());
    tables.put(relation.oid(), table);
    table.ifPresent(present -> report(present, former));
  }

  private Table prepare(Relation relation) {
    TableFacts facts = catalog.describe(relation.oid());
    List<String> key = KeyColumns.of(relation, facts.primaryKey());
    List<WantedColumn> wanted = wanted(relation, facts, key);
    ChangeRecordSchemas schemas = schemas(relation, wanted, key);
    TableVersion version = new TableVersion(relation.schema(), relation.name(), schemas);
    if (KeyColumns.isLost(relation, facts.primaryKey())) {
      LOG.warn(
          "Changes of {} have no key: its primary key {} is not among the columns being replicated",
          schemas.topic(),
          facts.primaryKey());
    }
    return assemble(version, relation, wanted, key);
  }

  /**
   * A column that is read.
   *
   * @param index position in the tuple
   */
  private record WantedColumn(int index, String name, ColumnType type) {}

  private List<WantedColumn> wanted(Relation relation, TableFacts facts, List<String> key) {
    List<WantedColumn> wanted = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      RelationColumn column = relation.columns().get(i);
      String name = column.name();
      if (key.contains(name) || options.columns().wants(relation.schema(), relation.name(), name)) {
        int dimensions = facts.dimensions().getOrDefault(name, 0);
        ColumnType type = types.resolve(column.type(), column.modifier(), dimensions);
        wanted.add(new WantedColumn(i, name, type));
      }
    }
    return wanted;
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
      Column column = new Column(source.index(), field, decoder, placeholder, inKey);
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
