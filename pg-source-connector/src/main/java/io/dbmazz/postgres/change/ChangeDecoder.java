package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Delete;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Old;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Origin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Truncate;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Update;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.JdbcTypeCatalog;
import io.dbmazz.postgres.type.TypeCatalog;
import io.dbmazz.postgres.type.TypeResolver;
import io.dbmazz.postgres.type.WireType;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes row changes of the messages of one replication session; a new session takes a new decoder,
 * as the server describes its tables anew. For one thread.
 */
public final class ChangeDecoder {

  private final TypeResolver types;
  private final Tables tables;
  private final UnsentValues unsent;
  private final Set<Operation> skipped;
  private final MessageReader messages;
  private final OpenTransaction transaction = new OpenTransaction();

  /**
   * A decoder for a session that is about to start.
   *
   * @param catalog connection to the same database; asked when a Relation message arrives and when
   *     an update of a key leaves TOASTed values alone; not closed
   */
  public ChangeDecoder(ChangeOptions options, CatalogConnection catalog) {
    this(
        options,
        new JdbcTypeCatalog(catalog),
        new JdbcTableCatalog(catalog),
        new JdbcCurrentRows(catalog));
  }

  ChangeDecoder(
      ChangeOptions options, TypeCatalog typeCatalog, TableCatalog tableCatalog, CurrentRows rows) {
    types = new TypeResolver(options.types(), typeCatalog);
    tables = new Tables(options, types, tableCatalog);
    unsent = new UnsentValues(rows);
    skipped = options.skipped();
    messages = new MessageReader(options.types());
  }

  /**
   * What a message means: mostly nothing or one event; a changed primary key is two, and so is a
   * logical message outside of a transaction. When it throws, the decoder is as before and the same
   * message may be given again.
   *
   * @param dataStart LSN that the replication protocol gave with the message
   * @throws org.apache.kafka.connect.errors.RetriableException when the catalog cannot be read now
   * @throws org.apache.kafka.connect.errors.DataException when a value cannot be decoded
   * @throws org.apache.kafka.connect.errors.ConnectException when messages come out of order, or
   *     two tables share a topic
   */
  public List<StreamEvent> decode(PgOutputMessage message, Lsn dataStart) {
    if (message instanceof Insert insert) {
      return insert(insert, dataStart);
    }
    if (message instanceof Update update) {
      return update(update, dataStart);
    }
    if (message instanceof Delete delete) {
      return delete(delete, dataStart);
    }
    if (message instanceof Begin begin) {
      transaction.begin(begin);
      return List.of();
    }
    if (message instanceof Commit commit) {
      return List.of(transaction.commit(commit));
    }
    return message instanceof Truncate truncate ? truncate(truncate, dataStart) : describe(message);
  }

  /** Messages that change no row. */
  private List<StreamEvent> describe(PgOutputMessage message) {
    if (message instanceof LogicalMessage logical) {
      return messages.read(logical, transaction);
    }
    if (message instanceof Relation relation) {
      tables.put(relation);
    } else if (message instanceof PgOutputMessage.Type type) {
      types.announce(type.oid(), new WireType(type.schema(), type.name()));
    } else if (!(message instanceof Origin)) {
      throw new IllegalArgumentException("Unexpected " + message.getClass().getSimpleName());
    }
    return List.of();
  }

  private List<StreamEvent> insert(Insert insert, Lsn lsn) {
    return changes(
        Operation.CREATE,
        insert.relation(),
        1,
        table -> List.of(place(lsn, 0).create(table, insert, unsent)));
  }

  /**
   * An update with an old tuple may turn out to be two changes. Whether it does depends on settings
   * and on the catalog, which can differ at the next reading, so it always counts as two and the
   * new row is always the second.
   */
  private List<StreamEvent> update(Update update, Lsn lsn) {
    if (update.old() == Old.NONE) {
      return changes(
          Operation.UPDATE,
          update.relation(),
          1,
          table -> List.of(place(lsn, 0).update(table, update)));
    }
    return changes(
        Operation.UPDATE,
        update.relation(),
        2,
        table ->
            table.isKeyChanged(update.before(), update.after())
                ? List.of(
                    place(lsn, 0).delete(table, update.before()),
                    place(lsn, 1)
                        .create(
                            table, update, unsent.complete(table, update.before(), update.after())))
                : List.of(place(lsn, 1).update(table, update)));
  }

  private List<StreamEvent> delete(Delete delete, Lsn lsn) {
    return changes(
        Operation.DELETE,
        delete.relation(),
        1,
        table -> List.of(place(lsn, 0).delete(table, delete.before())));
  }

  private List<StreamEvent> truncate(Truncate truncate, Lsn lsn) {
    List<Oid> relations = truncate.relations();
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < relations.size(); i++) {
      ChangePlace place = place(lsn, i);
      find(Operation.TRUNCATE, relations.get(i)).map(place::truncate).ifPresent(events::add);
    }
    transaction.advance(relations.size());
    return List.copyOf(events);
  }

  /** The place of the change that is {@code ahead} of the next in the transaction. */
  private ChangePlace place(Lsn lsn, int ahead) {
    return new ChangePlace(transaction.current(), lsn, transaction.nextOrdinal() + ahead);
  }

  /** The table of a change; empty when the change is not wanted, which counts all the same. */
  private Optional<Table> find(Operation operation, Oid relation) {
    Optional<Table> table = tables.find(relation);
    return skipped.contains(operation) ? Optional.empty() : table;
  }

  private List<StreamEvent> changes(
      Operation operation, Oid relation, int count, Function<Table, List<StreamEvent>> reading) {
    transaction.current();
    Optional<Table> table = find(operation, relation);
    List<StreamEvent> events = table.isPresent() ? tables.read(table.get(), reading) : List.of();
    transaction.advance(count);
    return events;
  }
}
