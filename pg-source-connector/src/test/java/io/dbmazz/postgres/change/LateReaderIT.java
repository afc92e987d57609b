package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dbmazz.record.Operation;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Changes that are read when the catalog is already ahead of them: all statements of a {@link
 * DecodedStream#changesOf} run before the first message is decoded.
 */
class LateReaderIT {

  @AutoClose private final DecodedStream stream = DecodedStream.open();

  private static Schema schema(RowChange change, String column) {
    return change.table().schemas().row().field(column).schema();
  }

  @Test
  void typesThatAreDroppedByNow() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TYPE mood AS ENUM ('sad')",
            "CREATE DOMAIN small AS int",
            "CREATE DOMAIN tiny AS small",
            "CREATE DOMAIN smalls AS int[]",
            "CREATE TABLE t (id int PRIMARY KEY, m mood, ms mood[], s tiny, ss smalls)",
            "INSERT INTO t VALUES (1, 'sad', '{sad,NULL}', 7, '{8,9}')",
            "DROP TABLE t",
            "DROP DOMAIN tiny, smalls",
            "DROP DOMAIN small",
            "DROP TYPE mood");

    assertThat(changes.get(0).after())
        .hasToString("Struct{id=1,m=sad,ms=[sad, null],s=7,ss=[8, 9]}");
    assertThat(schema(changes.get(0), "s")).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
  }

  @Test
  void typeThatWasKnownBeforeItWasDroppedStaysWhatItWas() throws SQLException {
    List<RowChange> before =
        stream.changesOf(
            "CREATE TYPE mood AS ENUM ('sad')",
            "CREATE TABLE t (id int PRIMARY KEY, m mood)",
            "INSERT INTO t VALUES (1, 'sad')");
    List<RowChange> changes =
        stream.changesOf(
            "ALTER TABLE t ADD n int",
            "INSERT INTO t VALUES (2, 'sad', 0)",
            "DROP TABLE t",
            "DROP TYPE mood");

    assertThat(changes.get(0).after()).hasToString("Struct{id=2,m=sad,n=0}");
    assertThat(schema(changes.get(0), "m")).isEqualTo(schema(before.get(0), "m"));
  }

  @Test
  void tableThatIsDroppedByNowKeepsItsKey() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, note text)",
            "INSERT INTO t VALUES (1, 'a')",
            "UPDATE t SET note = 'b'",
            "DELETE FROM t",
            "DROP TABLE t");

    assertThat(changes)
        .extracting(RowChange::operation, change -> change.key().toString())
        .containsExactly(
            tuple(Operation.CREATE, "Struct{id=1}"),
            tuple(Operation.UPDATE, "Struct{id=1}"),
            tuple(Operation.DELETE, "Struct{id=1}"));
  }

  @Test
  void tableOfFullIdentityThatWasKnownKeepsItsKeyWhenItIsDropped() throws SQLException {
    stream.changesOf(
        "CREATE TABLE t (id int PRIMARY KEY, note text)",
        "ALTER TABLE t REPLICA IDENTITY FULL",
        "INSERT INTO t VALUES (1, 'a')");
    List<RowChange> changes =
        stream.changesOf("ALTER TABLE t ADD n int", "UPDATE t SET n = 1", "DROP TABLE t");

    assertThat(changes.get(0).key()).hasToString("Struct{id=1}");
    assertThat(changes.get(0).after()).hasToString("Struct{id=1,note=a,n=1}");
  }

  @Test
  void columnsAreThoseOfTheirTime() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int PRIMARY KEY, a text, b int, c int)",
            "INSERT INTO t VALUES (1, 'x', 2, 3)",
            "ALTER TABLE t DROP COLUMN a",
            "ALTER TABLE t RENAME b TO a",
            "ALTER TABLE t DROP COLUMN c, ADD COLUMN c int[][]",
            "INSERT INTO t VALUES (2, 4, '{{5},{6}}')");

    assertThat(changes)
        .extracting(change -> change.after().toString())
        .containsExactly("Struct{id=1,a=x,b=2,c=3}", "Struct{id=2,a=4,c={{5},{6}}}");
  }

  @Test
  void keyThatWasRenamedSinceHasItsFormerNameAlsoWithFullIdentity() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (note text, id int PRIMARY KEY)",
            "ALTER TABLE t REPLICA IDENTITY FULL",
            "INSERT INTO t VALUES ('a', 1)",
            "ALTER TABLE t RENAME id TO code",
            "UPDATE t SET code = 2");

    assertThat(changes)
        .extracting(RowChange::operation, change -> change.key().toString())
        .containsExactly(
            tuple(Operation.CREATE, "Struct{id=1}"),
            tuple(Operation.DELETE, "Struct{code=1}"),
            tuple(Operation.CREATE, "Struct{code=2}"));
  }

  @Test
  void rowsOfBeforeThePrimaryKeyHaveNoneWhereItIsNull() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id int, note text)",
            "ALTER TABLE t REPLICA IDENTITY FULL",
            "INSERT INTO t VALUES (NULL, 'a')",
            "UPDATE t SET id = 1",
            "ALTER TABLE t ADD PRIMARY KEY (id)",
            "UPDATE t SET note = 'b'");

    assertThat(changes)
        .extracting(change -> String.valueOf(change.key()), change -> change.after().toString())
        .containsExactly(
            tuple("null", "Struct{note=a}"),
            tuple("null", "Struct{id=1,note=a}"),
            tuple("Struct{id=1}", "Struct{id=1,note=b}"));
    assertThat(changes).extracting(RowChange::ordinal).doesNotContainNull();
  }

  @Test
  void unsentValueIsReadFromTheTableThatHadTheNameThen() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            DecodedStream.OUT_OF_LINE_ROW,
            "UPDATE t SET id = 2",
            "ALTER TABLE t RENAME TO former",
            "CREATE TABLE t (id int PRIMARY KEY, doc text)",
            "INSERT INTO t VALUES (2, 'of another table')");

    assertThat(changes.get(2).unchanged()).isEmpty();
    assertThat(changes.get(2).after().get("doc")).isEqualTo(changes.get(0).after().get("doc"));
    assertThat(changes.get(3).after().get("doc")).isEqualTo("of another table");
  }

  @Test
  void unsentValueOfAKeyThatTheTypeOfTodayCannotHoldStaysListed() throws SQLException {
    List<RowChange> changes =
        stream.changesOf(
            "CREATE TABLE t (id text PRIMARY KEY, doc text)",
            "ALTER TABLE t ALTER doc SET STORAGE EXTERNAL",
            "INSERT INTO t VALUES ('one', " + DecodedStream.BIG + ")",
            "UPDATE t SET id = 'two'",
            "ALTER TABLE t ALTER id TYPE int USING 2");

    assertThat(changes.get(2).unchanged()).containsExactly("doc");
    assertThat(changes.get(2).key()).hasToString("Struct{id=two}");
  }
}
