package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.Operation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a real server's messages become: keys, TOAST, partitions, names, DDL. */
class ChangeDecoderIT {

  private final TestingPostgres postgres = TestingPostgres.shared();
  @AutoClose private final DecodedStream stream = DecodedStream.open();

  @Test
  void unchangedToastIsListedAndNotNull() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, doc text, bin bytea, num numeric, n int)",
            "ALTER TABLE t ALTER doc SET STORAGE EXTERNAL, ALTER bin SET STORAGE EXTERNAL",
            "ALTER TABLE t ALTER num SET STORAGE EXTERNAL",
            "INSERT INTO t SELECT 1, d, d::bytea, (repeat('7', 20000))::numeric, 0 FROM ("
                + DecodedStream.BIG.replace(
                    "string_agg(md5(i::text), '')", "string_agg(md5(i::text), '') d")
                + ") s",
            "UPDATE t SET n = 1");

    RowChange update = changes.get(1);
    assertThat(update.unchanged()).containsExactly("doc", "bin", "num");
    assertThat(update.after().get("doc")).isEqualTo(ChangeRecordSchemas.UNAVAILABLE_VALUE);
    assertThat(new String(update.after().getBytes("bin"), StandardCharsets.UTF_8))
        .isEqualTo(ChangeRecordSchemas.UNAVAILABLE_VALUE);
    assertThat(update.after().get("num")).isNull();
    assertThat(update.after().get("n")).isEqualTo(1);
    assertThat(changes.get(0).after().getString("doc")).hasSize(16000);
  }

  @Test
  void unchangedToastIsTakenFromTheOldRowWhenItIsThere() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, doc text, n int)",
            "ALTER TABLE t REPLICA IDENTITY FULL",
            "ALTER TABLE t ALTER doc SET STORAGE EXTERNAL",
            "INSERT INTO t VALUES (1, " + DecodedStream.BIG + ", 0)",
            "UPDATE t SET n = 1");

    assertThat(changes.get(1).unchanged()).isEmpty();
    assertThat(changes.get(1).after().getString("doc"))
        .isEqualTo(changes.get(0).after().getString("doc"));
    assertThat(changes.get(1).before().get("n")).isEqualTo(0);
  }

  @Test
  void toastedKeyDoesNotPretendToHaveChanged() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id text PRIMARY KEY, n int)",
            "ALTER TABLE t ALTER id SET STORAGE EXTERNAL",
            "INSERT INTO t SELECT left(d, 2600), 0 FROM ("
                + DecodedStream.BIG.replace(
                    "string_agg(md5(i::text), '')", "string_agg(md5(i::text), '') d")
                + ") s",
            "UPDATE t SET n = 1");

    RowChange update = changes.get(1);
    assertThat(update.operation()).isEqualTo(Operation.UPDATE);
    assertThat(update.key()).isEqualTo(changes.get(0).key());
    assertThat(update.after().getString("id")).hasSize(2600);
    assertThat(update.unchanged()).isEmpty();
  }

  @Test
  void changedKeyIsADeleteOfTheOldAndACreateOfTheNew() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(DecodedStream.OUT_OF_LINE_ROW, "UPDATE t SET id = 2");

    assertThat(changes)
        .extracting(RowChange::operation, change -> change.key().get("id"), RowChange::ordinal)
        .containsExactly(
            tuple(Operation.CREATE, 1, 0L),
            tuple(Operation.DELETE, 1, 0L),
            tuple(Operation.CREATE, 2, 1L));
    assertThat(changes.get(1).before().get("doc")).isNull();
  }

  @Test
  void toastThatAKeyChangeLeavesAloneIsReadFromTheRowItself() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE \"T\" (\"I\" int, k text, doc text, bin bytea, none text,"
                + " PRIMARY KEY (k, \"I\"))",
            "ALTER TABLE \"T\" ALTER doc SET STORAGE EXTERNAL, ALTER bin SET STORAGE EXTERNAL",
            "INSERT INTO \"T\" SELECT 1, 'a', d, d::bytea, NULL FROM ("
                + DecodedStream.BIG.replace(
                    "string_agg(md5(i::text), '')", "string_agg(md5(i::text), '') d")
                + ") s",
            "UPDATE \"T\" SET \"I\" = 2");

    assertThat(changes.get(2).unchanged()).isEmpty();
    assertThat(changes.get(2).after()).isEqualTo(changes.get(0).after().put("I", 2));
  }

  @Test
  void toastOfARowThatHasMovedOnStaysListedAndItsLastKeyHasIt() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            DecodedStream.OUT_OF_LINE_ROW, "UPDATE t SET id = 2", "UPDATE t SET id = 3");

    assertThat(changes.get(2).unchanged()).containsExactly("doc");
    assertThat(changes.get(4).unchanged()).isEmpty();
    assertThat(changes.get(4).after().getString("doc")).hasSize(16000);
  }

  @Test
  void keyHasTheOrderOfThePrimaryKey() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (a int, b int, c int, v int, PRIMARY KEY (c, a) INCLUDE (v))",
            "INSERT INTO t VALUES (1, 2, 3, 4)",
            "UPDATE t SET v = 5",
            "DELETE FROM t");

    Schema key = changes.get(0).table().schemas().key();
    assertThat(key.fields()).extracting(Field::name).containsExactly("c", "a");
    assertThat(changes).extracting(change -> change.key().get("c")).containsExactly(3, 3, 3);
    assertThat(changes.get(2).before().get("b")).isNull();
  }

  @Test
  void tableWithoutPrimaryKeyHasNoKeyAndWholeOldRows() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (a int, b text)",
            "ALTER TABLE t REPLICA IDENTITY FULL",
            "INSERT INTO t VALUES (1, NULL)",
            "UPDATE t SET b = 'x'",
            "DELETE FROM t");

    assertThat(changes).extracting(RowChange::key).containsOnlyNulls();
    assertThat(changes.get(0).table().schemas().hasKey()).isFalse();
    assertThat(changes.get(1).before().get("b")).isNull();
    assertThat(changes.get(2).before().get("b")).isEqualTo("x");
  }

  @Test
  void identityIndexIsTheKeyWhereOldRowsDoNotShowThePrimaryKey() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, mail text NOT NULL UNIQUE)",
            "ALTER TABLE t REPLICA IDENTITY USING INDEX t_mail_key",
            "INSERT INTO t VALUES (1, 'a')",
            "UPDATE t SET mail = 'b'",
            "DELETE FROM t");

    assertThat(changes)
        .extracting(RowChange::operation, change -> change.key().get("mail"))
        .containsExactly(
            tuple(Operation.CREATE, "a"),
            tuple(Operation.DELETE, "a"),
            tuple(Operation.CREATE, "b"),
            tuple(Operation.DELETE, "b"));
  }

  @Test
  void partitionsAreTheirRoot() throws SQLException {
    assumeTrue(postgres.majorVersion() >= 13, "publish_via_partition_root came with 13");
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE root (id int, region text, v int, PRIMARY KEY (id, region))"
                + " PARTITION BY LIST (region)",
            "CREATE TABLE east PARTITION OF root FOR VALUES IN ('e')",
            "CREATE TABLE west (v int, region text NOT NULL, id int NOT NULL)",
            "ALTER TABLE west REPLICA IDENTITY FULL",
            "ALTER TABLE root ATTACH PARTITION west FOR VALUES IN ('w')",
            "INSERT INTO root VALUES (1, 'e', 10), (2, 'w', 20)",
            "UPDATE root SET v = v + 1",
            "UPDATE root SET region = 'w' WHERE id = 1",
            "TRUNCATE root");

    assertThat(changes).extracting(change -> change.table().table()).containsOnly("root");
    assertThat(changes)
        .extracting(RowChange::operation, RowChange::ordinal)
        .containsExactly(
            tuple(Operation.CREATE, 0L),
            tuple(Operation.CREATE, 1L),
            tuple(Operation.UPDATE, 0L),
            tuple(Operation.UPDATE, 2L), // an old tuple takes two ordinals
            tuple(Operation.DELETE, 0L),
            tuple(Operation.CREATE, 1L),
            tuple(Operation.TRUNCATE, 0L));
    assertThat(changes.get(3).after().get("v")).isEqualTo(21);
    assertThat(changes.get(4).key().get("region")).isEqualTo("e");
    assertThat(changes.get(5).key().get("region")).isEqualTo("w");
  }

  @Test
  void namesKeepTheirSpelling() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE SCHEMA \"My Schema\"",
            "CREATE TABLE \"My Schema\".\"Odd \"\"Täble\" (\"Id\" int PRIMARY KEY, \"iD\" int)",
            "INSERT INTO \"My Schema\".\"Odd \"\"Täble\" VALUES (1, 2)");

    TableVersion table = changes.get(0).table();
    assertThat(table.schema()).isEqualTo("My Schema");
    assertThat(table.table()).isEqualTo("Odd \"Täble");
    assertThat(table.schemas().topic()).isEqualTo("srv.My_Schema.Odd__T_ble");
    assertThat(changes.get(0).after().get("Id")).isEqualTo(1);
    assertThat(changes.get(0).after().get("iD")).isEqualTo(2);
  }

  @Test
  void tablesOfOneNameInTwoSchemasStayApart() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE SCHEMA other",
            "CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE TABLE other.t (code text PRIMARY KEY)",
            "INSERT INTO t VALUES (1)",
            "INSERT INTO other.t VALUES ('x')",
            "INSERT INTO t VALUES (2)");

    assertThat(changes)
        .extracting(change -> change.table().schemas().topic(), change -> change.after().toString())
        .containsExactly(
            tuple("srv.public.t", "Struct{id=1}"),
            tuple("srv.other.t", "Struct{code=x}"),
            tuple("srv.public.t", "Struct{id=2}"));
  }

  @Test
  void rowsOfOneTransactionHaveTheShapeOfTheirTime() throws SQLException {
    stream.changesOf("CREATE TABLE t (id int PRIMARY KEY, old text)");

    List<RowChange> changes =
        stream.changesOf(
            "DO $$ BEGIN"
                + " INSERT INTO t VALUES (1, 'a');"
                + " ALTER TABLE t ADD COLUMN fresh int DEFAULT 7;"
                + " INSERT INTO t VALUES (2, 'b', 8);"
                + " ALTER TABLE t DROP COLUMN old;"
                + " ALTER TABLE t RENAME TO renamed;"
                + " INSERT INTO renamed VALUES (3, 9); END $$");

    assertThat(changes)
        .extracting(change -> change.table().table(), change -> change.after().toString())
        .containsExactly(
            tuple("t", "Struct{id=1,old=a}"),
            tuple("t", "Struct{id=2,old=b,fresh=8}"),
            tuple("renamed", "Struct{id=3,fresh=9}"));
    assertThat(changes).extracting(RowChange::ordinal).containsExactly(0L, 1L, 2L);
    assertThat(changes)
        .extracting(RowChange::transaction)
        .containsOnly(changes.get(0).transaction());
  }

  @Test
  void keyFitsTheWireWhenTheCatalogIsAheadOfIt() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, code int NOT NULL)",
            "INSERT INTO t VALUES (1, 10)",
            "DELETE FROM t",
            "ALTER TABLE t DROP CONSTRAINT t_pkey",
            "ALTER TABLE t ADD PRIMARY KEY (code)",
            "INSERT INTO t VALUES (2, 20)");

    assertThat(changes)
        .extracting(change -> change.key().toString())
        .containsExactly("Struct{id=1}", "Struct{id=1}", "Struct{code=20}");
  }

  @Test
  void newEnumLabelComesThroughWithoutANewRelation() throws SQLException {
    stream.changesOf(
        "CREATE TYPE mood AS ENUM ('sad')",
        "CREATE TABLE t (id int PRIMARY KEY, m mood, all_m mood[])",
        "INSERT INTO t VALUES (1, 'sad', '{sad}')");

    List<RowChange> changes =
        stream.changesOf(
            "ALTER TYPE mood ADD VALUE 'happy'",
            "ALTER TYPE mood ADD VALUE 'gone'",
            "INSERT INTO t VALUES (2, 'happy', '{gone,sad}')",
            "ALTER TYPE mood RENAME VALUE 'gone' TO 'back'",
            "INSERT INTO t VALUES (3, 'back', '{back}')");

    assertThat(changes)
        .extracting(change -> change.after().get("m"), change -> change.after().get("all_m"))
        .containsExactly(tuple("happy", List.of("gone", "sad")), tuple("back", List.of("back")));
    assertThat(allowed(changes.get(1))).isEqualTo("sad,happy,back,gone");
    assertThat(changes.get(1).ordinal()).isZero();
  }

  private static String allowed(RowChange change) {
    return change.table().schemas().row().field("m").schema().parameters().get("allowed");
  }

  @Test
  void filteredTablesGiveNothingAndKeepOrdinalsInPlace() throws SQLException {
    try (DecodedStream filtered =
        DecodedStream.open(
            postgres, stream.database(), (schema, table) -> !table.equals("skipped"))) {
      String[] statements = {
        "CREATE TABLE skipped (id int PRIMARY KEY)",
        "CREATE TABLE t (id int PRIMARY KEY)",
        "DO $$ BEGIN INSERT INTO skipped VALUES (1); UPDATE skipped SET id = 2;"
            + " INSERT INTO t VALUES (1); DELETE FROM skipped; INSERT INTO t VALUES (2); END $$"
      };

      List<RowChange> wanted = filtered.changesOf(statements);

      List<RowChange> all = stream.changesOf();
      assertThat(all).extracting(RowChange::ordinal).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
      assertThat(wanted).extracting(RowChange::ordinal).containsExactly(3L, 5L);
    }
  }

  @Test
  void truncateIsOneChangePerTable() throws SQLException {
    List<StreamEvent> events =
        stream.eventsOf(
            "CREATE TABLE a (id int PRIMARY KEY)",
            "CREATE TABLE b (id int PRIMARY KEY)",
            "TRUNCATE a, b");

    List<RowChange> changes =
        events.stream().filter(RowChange.class::isInstance).map(RowChange.class::cast).toList();
    assertThat(changes)
        .extracting(RowChange::operation, change -> change.table().table(), RowChange::ordinal)
        .containsExactly(tuple(Operation.TRUNCATE, "a", 0L), tuple(Operation.TRUNCATE, "b", 1L));
    assertThat(changes).extracting(RowChange::key).containsOnlyNulls();
  }

  @Test
  void transactionEndsWithWhatMayBeConfirmed() throws SQLException {
    List<StreamEvent> events =
        stream.eventsOf("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");

    RowChange change = (RowChange) events.get(events.size() - 2);
    TransactionEnd end = (TransactionEnd) events.get(events.size() - 1);
    assertThat(end.commitLsn()).isEqualTo(change.transaction().commitLsn());
    assertThat(end.endLsn().isAfter(end.commitLsn())).isTrue();
    assertThat(end.commitLsn().isAfter(change.lsn())).isTrue();
  }
}
