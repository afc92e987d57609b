package io.dbmazz.postgres;

import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.change.PublishedTable;
import io.dbmazz.postgres.change.PublishedTables;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.postgres.setup.SqlFailure;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record for each captured table, with a row whose values mean nothing. Changes nothing on the
 * server.
 */
final class TablePreview {

  private TablePreview() {}

  static List<SourceRecord> records(PostgresSourceConfig config) {
    ServerConnections server =
        new ServerConnections(
            config.database(), ConnectionTimeouts.VALIDATION, "dbmazz validation");
    List<TableName> captured = new SourceSetup(server, config.setup()).verify();
    try (Connection sql = server.openSql();
        CatalogConnection catalog = new CatalogConnection(server::openSql)) {
      List<PublishedTables.Name> names =
          captured.stream()
              .filter(table -> !config.signalTable().filter(table::equals).isPresent())
              .map(table -> new PublishedTables.Name(table.schema(), table.table()))
              .toList();
      Map<PublishedTables.Name, PublishedTable> tables =
          PublishedTables.read(sql, config.setup().publication().name()).find(sql, names);
      return new CopiedTables(config.changes(), catalog)
          .prepare(names.stream().map(tables::get).filter(Objects::nonNull).toList()).stream()
              .map(table -> record(table.version(), config.topicPrefix()))
              .toList();
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Reading the tables");
    }
  }

  private static SourceRecord record(TableVersion table, String server) {
    ChangeRecordSchemas schemas = table.schemas();
    Struct source =
        EmptyValues.struct(ChangeRecordSchemas.SOURCE)
            .put("name", server)
            .put("schema", table.schema())
            .put("table", table.table());
    Struct envelope =
        EmptyValues.struct(schemas.envelope())
            .put("op", Operation.READ.code())
            .put("after", EmptyValues.struct(schemas.row()))
            .put("source", source);
    boolean keyed = schemas.hasKey();
    return new SourceRecord(
        Map.of(),
        Map.of(),
        schemas.topic(),
        keyed ? schemas.key() : null,
        keyed ? EmptyValues.struct(schemas.key()) : null,
        schemas.envelope(),
        envelope);
  }
}
