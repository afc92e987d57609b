package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.record.Operation;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DDL between rows, read as it happens: the next record has the new shape, nothing is lost. */
class DdlIT {

  private final TestingPostgres postgres = TestingPostgres.shared();
  @AutoClose private final DecodedStream stream = DecodedStream.open();

  @BeforeEach
  void createTable() throws SQLException {
    stream.changesOf("CREATE TABLE t (id int PRIMARY KEY, note text)");
    stream.changesOf("INSERT INTO t VALUES (1, 'a')");
  }

  private static Schema schema(RowChange change, String column) {
    return change.table().schemas().row().field(column).schema();
  }

  @Test
  void addedColumnHasItsDefaultInTheNextRowAlsoOfOldRows() throws SQLException {
    stream.changesOf(
        "ALTER TABLE t ADD n int NOT NULL DEFAULT 7, ADD at date DEFAULT '2024-02-29'");

    assertThat(stream.changesOf("INSERT INTO t VALUES (2, 'b')", "UPDATE t SET note = 'c'"))
        .extracting(change -> change.after().toString())
        .containsExactly(
            "Struct{id=2,note=b,n=7,at=19782}",
            "Struct{id=1,note=c,n=7,at=19782}",
            "Struct{id=2,note=c,n=7,at=19782}");
  }

  @Test
  void droppedColumnIsGone() throws SQLException {
    stream.changesOf("ALTER TABLE t DROP note, ADD later text");

    assertThat(stream.changesOf("UPDATE t SET later = 'x'").get(0).after())
        .hasToString("Struct{id=1,later=x}");
  }

  @Test
  void renamedColumnHasItsNewName() throws SQLException {
    stream.changesOf("ALTER TABLE t RENAME note TO remark", "ALTER TABLE t RENAME id TO code");

    RowChange change = stream.changesOf("UPDATE t SET remark = 'b'").get(0);
    assertThat(change.after()).hasToString("Struct{code=1,remark=b}");
    assertThat(change.key()).hasToString("Struct{code=1}");
  }

  @Test
  void changedTypeIsThatOfTheNextRow() throws SQLException {
    stream.changesOf(
        "ALTER TABLE t ALTER id TYPE bigint", "ALTER TABLE t ALTER note TYPE numeric(6,2) USING 1");

    RowChange change = stream.changesOf("INSERT INTO t VALUES (3000000000, 1.5)").get(0);
    assertThat(change.key().get("id")).isEqualTo(3_000_000_000L);
    assertThat(change.after().get("note")).hasToString("1.50");
    assertThat(schema(change, "note").parameters()).containsEntry("scale", "2");
  }

  @Test
  void rewriteOfATableIsNoChangeOfItsRows() throws SQLException {
    assertThat(
            stream.changesOf(
                "ALTER TABLE t ALTER id TYPE bigint",
                "ALTER TABLE t ADD stamp timestamptz DEFAULT clock_timestamp()",
                "VACUUM FULL t",
                "CLUSTER t USING t_pkey"))
        .isEmpty();
  }

  @Test
  void changedPrimaryKeyIsTheKeyOfTheNextRow() throws SQLException {
    stream.changesOf(
        "ALTER TABLE t ADD code int NOT NULL DEFAULT 5",
        "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (code, id)");

    assertThat(stream.changesOf("UPDATE t SET note = 'b'").get(0).key())
        .hasToString("Struct{code=5,id=1}");
  }

  @Test
  void droppedPrimaryKeyLeavesRowsWithoutKeyAndANewOneBringsItBack() throws SQLException {
    stream.changesOf("ALTER TABLE t DROP CONSTRAINT t_pkey");
    assertThat(stream.changesOf("INSERT INTO t VALUES (2, 'b')").get(0).key()).isNull();

    stream.changesOf("ALTER TABLE t ADD PRIMARY KEY (id)");
    assertThat(stream.changesOf("DELETE FROM t WHERE id = 2").get(0).key())
        .hasToString("Struct{id=2}");
  }

  @Test
  void changedReplicaIdentityShowsInTheNextOldRow() throws SQLException {
    stream.changesOf("ALTER TABLE t REPLICA IDENTITY FULL");
    RowChange update = stream.changesOf("UPDATE t SET note = 'b'").get(0);
    assertThat(update.before()).hasToString("Struct{id=1,note=a}");
    assertThat(update.key()).hasToString("Struct{id=1}");

    stream.changesOf("ALTER TABLE t REPLICA IDENTITY DEFAULT");
    assertThat(stream.changesOf("UPDATE t SET note = 'c'").get(0).before()).isNull();
  }

  @Test
  void identityIndexCanBeSetAndDropped() throws SQLException {
    stream.changesOf(
        "ALTER TABLE t ADD code int NOT NULL DEFAULT 5",
        "CREATE UNIQUE INDEX t_code ON t (code)",
        "ALTER TABLE t REPLICA IDENTITY USING INDEX t_code");
    assertThat(stream.changesOf("UPDATE t SET code = 6").get(1).key())
        .hasToString("Struct{code=6}");

    stream.changesOf("DROP INDEX t_code", "ALTER TABLE t REPLICA IDENTITY DEFAULT");
    assertThat(stream.changesOf("DELETE FROM t").get(0).key()).hasToString("Struct{id=1}");
  }

  @Test
  void renamedTableHasATopicOfItsOwnAndItsNameIsFreeForAnother() throws SQLException {
    stream.changesOf("ALTER TABLE t RENAME TO former", "CREATE TABLE t (code text PRIMARY KEY)");

    assertThat(
            stream.changesOf(
                "UPDATE former SET note = 'b'",
                "INSERT INTO t VALUES ('x')",
                "BEGIN; ALTER TABLE t RENAME TO swap; ALTER TABLE former RENAME TO t;"
                    + " INSERT INTO t VALUES (2, 'c'); INSERT INTO swap VALUES ('y'); COMMIT"))
        .extracting(change -> change.table().schemas().topic(), change -> change.key().toString())
        .containsExactly(
            tuple("srv.public.former", "Struct{id=1}"),
            tuple("srv.public.t", "Struct{code=x}"),
            tuple("srv.public.t", "Struct{id=2}"),
            tuple("srv.public.swap", "Struct{code=y}"));
  }

  @Test
  void droppedAndRecreatedTableIsReadOn() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "BEGIN; UPDATE t SET note = 'b'; DROP TABLE t;"
                + " CREATE TABLE t (id bigint, n int, PRIMARY KEY (n));"
                + " INSERT INTO t VALUES (1, 2); COMMIT",
            "DELETE FROM t");

    assertThat(changes)
        .extracting(RowChange::operation, change -> change.key().toString())
        .containsExactly(
            tuple(Operation.UPDATE, "Struct{id=1}"),
            tuple(Operation.CREATE, "Struct{n=2}"),
            tuple(Operation.DELETE, "Struct{n=2}"));
  }

  @Test
  void tableThatMovesToAnotherSchemaTakesItsTopicAlong() throws SQLException {
    stream.changesOf("CREATE SCHEMA archive", "ALTER TABLE t SET SCHEMA archive");

    assertThat(stream.changesOf("UPDATE archive.t SET note = 'b'").get(0).table().schemas().topic())
        .isEqualTo("srv.archive.t");
  }

  @Test
  void renamedSchemaIsThatOfTheNextRow() throws SQLException {
    assumeTrue(
        postgres.majorVersion() >= 16,
        "Until 15 the server tells of the new name only with the table's next Relation message");
    stream.changesOf("CREATE SCHEMA shop", "CREATE TABLE shop.o (id int PRIMARY KEY)");
    stream.changesOf("INSERT INTO shop.o VALUES (1)");
    stream.changesOf("ALTER SCHEMA shop RENAME TO store");

    assertThat(stream.changesOf("INSERT INTO store.o VALUES (2)"))
        .extracting(change -> change.table().schemas().topic())
        .containsExactly("srv.store.o");
  }

  @Test
  void attachedPartitionJoinsItsRootAndADetachedOneLeavesIt() throws SQLException {
    assumeTrue(postgres.majorVersion() >= 13, "publish_via_partition_root came with 13");
    createPartitions();
    stream.changesOf("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)");
    List<RowChange> attached = stream.changesOf("INSERT INTO p VALUES (12, 'c')", "DELETE FROM p2");
    stream.changesOf("ALTER TABLE p DETACH PARTITION p1");
    List<RowChange> detached = stream.changesOf("INSERT INTO p VALUES (13, 'd')");

    assertThat(attached)
        .extracting(change -> change.table().table(), change -> change.key().toString())
        .containsExactly(tuple("p", "Struct{id=12}"), tuple("p", "Struct{id=12}"));
    assertThat(detached.get(0).after()).hasToString("Struct{id=13,note=d}");
  }

  @Test
  void tableWithRowsOfItsOwnJoinsTheRootItIsAttachedToUntilItIsDetached() throws SQLException {
    assumeTrue(
        postgres.majorVersion() >= 15,
        "Until 14 a walsender keeps the name under which it has published a table");
    createPartitions();
    stream.changesOf("INSERT INTO p2 VALUES ('b', 11)");

    stream.changesOf("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)");
    List<RowChange> attached = stream.changesOf("UPDATE p SET note = 'd' WHERE id = 11");
    stream.changesOf("ALTER TABLE p DETACH PARTITION p2");
    List<RowChange> detached = stream.changesOf("INSERT INTO p2 VALUES ('e', 13)");

    assertThat(attached.get(0).table().table()).isEqualTo("p");
    assertThat(attached.get(0).after()).hasToString("Struct{id=11,note=d}");
    assertThat(detached.get(0).table().table()).isEqualTo("p2");
    assertThat(detached.get(0).after()).hasToString("Struct{note=e,id=13}");
  }

  /** The second is not attached yet and has its columns in another order than the root. */
  private void createPartitions() throws SQLException {
    stream.changesOf(
        "CREATE TABLE p (id int PRIMARY KEY, note text) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE p2 (note text, gone int, id int PRIMARY KEY)",
        "ALTER TABLE p2 DROP gone",
        "INSERT INTO p VALUES (1, 'a')");
  }

  @Test
  void abortedDdlChangesNothing() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "BEGIN; INSERT INTO t VALUES (2, 'b'); ALTER TABLE t ADD n int;"
                + " INSERT INTO t VALUES (3, 'c', 0); ROLLBACK",
            "BEGIN; SAVEPOINT s; ALTER TABLE t DROP note; INSERT INTO t VALUES (4);"
                + " ROLLBACK TO s; INSERT INTO t VALUES (5, 'e'); COMMIT");

    assertThat(changes)
        .extracting(change -> change.after().toString())
        .containsExactly("Struct{id=5,note=e}");
  }
}
