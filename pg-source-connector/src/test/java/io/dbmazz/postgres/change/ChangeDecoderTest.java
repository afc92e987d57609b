package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Origin;
import io.dbmazz.postgres.pgoutput.ReplicaIdentity;
import io.dbmazz.postgres.type.CatalogType;
import io.dbmazz.postgres.type.TypeCatalog;
import io.dbmazz.postgres.type.TypeOptions;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class ChangeDecoderTest {

  private static final Lsn LSN = new Lsn(50);
  private static final int NUMERIC = 1700;
  private static final int NUMERIC_10_2 = (10 << 16 | 2) + 4;

  private final FakeCatalog catalog = new FakeCatalog();
  private final ChangeDecoder decoder =
      new ChangeDecoder(
          new ChangeOptions("srv", TypeOptions.defaults(), "?", (schema, table) -> true),
          catalog,
          catalog,
          (table, key, columns) -> Optional.empty());

  private static final class FakeCatalog implements TypeCatalog, TableCatalog {

    private List<String> primaryKey = List.of("ID");
    private boolean reachable = true;

    @Override
    public TableFacts describe(Oid relation) {
      if (!reachable) {
        throw new RetriableException("no answer");
      }
      return new TableFacts(primaryKey, Map.of("ID", 0), List.of());
    }

    @Override
    public Optional<CatalogType> find(Oid type) {
      return Optional.empty();
    }

    @Override
    public Optional<Oid> builtIn(String name) {
      return Optional.empty();
    }

    @Override
    public int moneyFractionDigits() {
      return 2;
    }
  }

  private List<StreamEvent> decode(PgOutputMessage... messages) {
    List<StreamEvent> events = new ArrayList<>();
    for (PgOutputMessage message : messages) {
      events.addAll(decoder.decode(message, LSN));
    }
    return events;
  }

  private List<RowChange> changes(PgOutputMessage... messages) {
    return decode(messages).stream().map(RowChange.class::cast).toList();
  }

  private static String[] row(String... columns) {
    return columns;
  }

  @Test
  void changeCarriesItsTransaction() {
    List<StreamEvent> events =
        decode(
            Messages.begin(100),
            Messages.relation(ReplicaIdentity.DEFAULT, "ID", "v"),
            Messages.insert("1", "x"),
            Messages.commit(100));

    RowChange change = (RowChange) events.get(0);
    assertThat(change.transaction())
        .isEqualTo(new Transaction(new Lsn(100), 1_700_000_000_000_000L, 4_294_967_295L));
    assertThat(change.lsn()).isEqualTo(LSN);
    assertThat(events.get(1)).isEqualTo(new TransactionEnd(new Lsn(100), new Lsn(108)));
  }

  @Test
  void ordinalsStartAnewWithEachTransaction() {
    List<RowChange> changes =
        changes(
            Messages.begin(100),
            Messages.relation(ReplicaIdentity.DEFAULT, "ID"),
            Messages.insert("1"),
            Messages.insert("2"));
    decode(Messages.commit(100), Messages.begin(200));

    assertThat(changes).extracting(RowChange::ordinal).containsExactly(0L, 1L);
    assertThat(changes(Messages.insert("3")).get(0).ordinal()).isZero();
  }

  @Test
  void oldTupleCountsAsTwoChangesWhetherOrNotTheKeyChanged() {
    decode(Messages.begin(100), Messages.relation(ReplicaIdentity.DEFAULT, "ID", "v"));

    List<RowChange> same = changes(Messages.update("K", row("1", null), row("1", "new")));
    List<RowChange> changed = changes(Messages.update("K", row("1", null), row("2", "new")));

    assertThat(same).extracting(RowChange::ordinal).containsExactly(1L);
    assertThat(same.get(0).operation()).isEqualTo(Operation.UPDATE);
    assertThat(changed).extracting(RowChange::ordinal).containsExactly(2L, 3L);
    assertThat(changed)
        .extracting(RowChange::operation)
        .containsExactly(Operation.DELETE, Operation.CREATE);
  }

  @Test
  void unreachableCatalogLeavesTheDecoderAsItWas() {
    decode(Messages.begin(100), Messages.relation(ReplicaIdentity.DEFAULT, "ID"));
    PgOutputMessage reshaped = Messages.relation(ReplicaIdentity.DEFAULT, "ID", "v");
    catalog.reachable = false;
    assertThatThrownBy(() -> decode(reshaped)).isInstanceOf(RetriableException.class);
    assertThat(changes(Messages.insert("1")).get(0).after().schema().fields()).hasSize(1);
    catalog.reachable = true;

    List<RowChange> again = changes(reshaped, Messages.insert("2", "x"));

    assertThat(again.get(0).after().get("v")).isEqualTo("x");
    assertThat(again.get(0).ordinal()).isEqualTo(1);
  }

  @Test
  void undecodableValueLeavesOrdinalsAsTheyWereAndIsNotShown() {
    decode(Messages.begin(100), Messages.relationOf(NUMERIC, NUMERIC_10_2));

    assertThatThrownBy(() -> decode(Messages.insert("1", "secret")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column v of \"public\".\"t\"")
        .hasNoCause()
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));

    assertThat(changes(Messages.insert("1", "2.00")).get(0).ordinal()).isZero();
  }

  @Test
  void nanInADecimalIsNullAndSaidSo() {
    decode(Messages.begin(100), Messages.relationOf(NUMERIC, NUMERIC_10_2));

    RowChange change = changes(Messages.insert("1", "NaN")).get(0);
    RowChange delete = changes(Messages.delete("O", "1", "NaN")).get(0);

    assertThat(change.after().get("v")).isNull();
    assertThat(change.unrepresentable()).isEqualTo(Map.of("v", "NaN"));
    assertThat(delete.unrepresentable()).isEqualTo(Map.of("v", "NaN"));
  }

  @Test
  void nanInAKeyStopsWithTheWayOut() {
    catalog.primaryKey = List.of("v");
    PgOutputMessage.Relation full = Messages.relationOf(NUMERIC, NUMERIC_10_2);
    decode(
        Messages.begin(100),
        new PgOutputMessage.Relation(
            full.oid(), full.schema(), full.name(), ReplicaIdentity.FULL, full.columns()));

    assertThatThrownBy(() -> decode(Messages.insert("1", "NaN")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("decimal.handling.mode");
  }

  @Test
  void keyThatOldRowsDoNotShowStops() {
    decode(Messages.begin(100), Messages.relation(ReplicaIdentity.DEFAULT, "ID", "v"));

    assertThatThrownBy(() -> decode(Messages.delete("K", null, "x")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("REPLICA IDENTITY");
  }

  @Test
  void columnsBeyondTheSixtyFourthAreToldUnchangedToo() {
    String[] columns = new String[70];
    String[] values = new String[70];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i == 0 ? "ID" : "c" + i;
      values[i] = i == 69 ? Messages.UNCHANGED : "x";
    }
    decode(Messages.begin(100), Messages.relation(ReplicaIdentity.DEFAULT, columns));

    RowChange update = changes(Messages.update(values)).get(0);

    assertThat(update.unchanged()).containsExactly("c69");
    assertThat(update.after().get("c69")).isEqualTo("?");
  }

  @Test
  void messagesOutOfOrderStop() {
    assertThatThrownBy(() -> decode(Messages.insert("1")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("outside of a transaction");
    decode(Messages.begin(100));
    assertThatThrownBy(() -> decode(Messages.insert("1")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("before its Relation message");
    assertThatThrownBy(() -> decode(Messages.begin(200)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("began inside");
    assertThatThrownBy(() -> decode(Messages.commit(200)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Commit of transaction");
  }

  @Test
  void tupleOfAnotherWidthStops() {
    decode(Messages.begin(100), Messages.relation(ReplicaIdentity.DEFAULT, "ID", "v"));

    assertThatThrownBy(() -> decode(Messages.insert("1")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 1 columns, its relation 2");
  }

  @Test
  void originsAndTypesChangeNoRow() {
    assertThat(
            decode(
                Messages.begin(100),
                new Origin(LSN, "elsewhere"),
                new PgOutputMessage.Type(new Oid(20_000), "public", "mood")))
        .isEmpty();
  }

  @Test
  void messageOutsideOfTransactionsEndsWithItself() {
    List<StreamEvent> events =
        decode(new LogicalMessage(false, new Lsn(80), "p", ByteBuffer.allocate(0)));

    assertThat(events).hasSize(2);
    assertThat(((EmittedMessage) events.get(0)).transaction()).isEmpty();
    assertThat(events.get(1)).isEqualTo(new TransactionEnd(new Lsn(79), new Lsn(80)));
  }

  @Test
  void messagesAreCountedBetweenChangesAndChangesWithoutThem() {
    LogicalMessage message = new LogicalMessage(true, LSN, "p", ByteBuffer.wrap(new byte[] {5}));
    decode(Messages.relation(ReplicaIdentity.DEFAULT, "ID"));

    List<StreamEvent> events =
        decode(Messages.begin(100), message, message, Messages.insert("1"), message);

    assertThat(events.stream().filter(EmittedMessage.class::isInstance))
        .extracting(
            event -> ((EmittedMessage) event).ordinal(), event -> ((EmittedMessage) event).index())
        .containsExactly(tuple(-1L, 0L), tuple(-1L, 1L), tuple(0L, 0L));
    assertThat(((RowChange) events.get(2)).ordinal()).isZero();
  }

  @Test
  void twoTablesCannotShareATopic() {
    decode(Messages.relation(new Oid(1), "a b", ReplicaIdentity.DEFAULT, "ID"));

    assertThatThrownBy(
            () -> decode(Messages.relation(new Oid(2), "a_b", ReplicaIdentity.DEFAULT, "ID")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("\"public\".\"a b\"")
        .hasMessageContaining("srv.public.a_b");
  }
}
