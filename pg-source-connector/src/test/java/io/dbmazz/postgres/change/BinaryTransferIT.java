package io.dbmazz.postgres.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.record.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With values in binary form, records are those of the texts. */
class BinaryTransferIT {

  private static final Set<String> REFUSED = Set.of("regclass", "cube", "int2vector", "oidvector");

  @AutoClose private static DecodedStream texts;
  @AutoClose private static DecodedStream binaries;
  private static int major;

  @BeforeAll
  static void open() throws SQLException {
    major = TestingPostgres.shared().majorVersion();
    assumeTrue(major >= 14);
    texts = DecodedStream.open(CompoundTypeCases.SETUP.toArray(new String[0]));
    binaries = texts.binary();
  }

  static Stream<TypeCase> cases() {
    return Stream.concat(TypeRoundTripIT.cases(), BinaryTypeCases.all())
        .filter(type -> !REFUSED.contains(type.type()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recordsAreThoseOfTheTexts(TypeCase type) throws SQLException {
    assumeTrue(major >= type.since());
    List<RowChange> expected = texts.changesOf(type.statements());

    assertSame(binaries.changesOf(), expected);
  }

  @Test
  void keysAndOldRowsAreThoseOfTheTexts() throws SQLException {
    List<RowChange> expected =
        texts.changesOf(
            "DROP TABLE IF EXISTS t",
            "CREATE TABLE t (a numeric(6,2), b timestamptz, c int[], PRIMARY KEY (b, a))",
            "INSERT INTO t VALUES (1.5, '2024-01-02 03:04:05+00', '{1}')",
            "UPDATE t SET c = '{{2},{3}}'",
            "UPDATE t SET a = 2",
            "ALTER TABLE t REPLICA IDENTITY FULL",
            "UPDATE t SET c = NULL",
            "DELETE FROM t");
    List<RowChange> changes = binaries.changesOf();

    assertSame(changes, expected);
    assertThat(changes)
        .extracting(RowChange::operation)
        .containsExactly(
            Operation.CREATE,
            Operation.UPDATE,
            Operation.DELETE,
            Operation.CREATE,
            Operation.UPDATE,
            Operation.DELETE);
  }

  @Test
  void unsentValueOfAChangedKeyIsReadByTheKeysText() throws SQLException {
    texts.changesOf(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id numeric, at timestamptz, doc text, n int, PRIMARY KEY (id, at))",
        "ALTER TABLE t ALTER doc SET STORAGE EXTERNAL",
        "INSERT INTO t VALUES (1, '2024-01-02 03:04:05+00', " + DecodedStream.BIG + ", 7)",
        "UPDATE t SET id = 12345678901234567890.5");
    List<RowChange> changes = binaries.changesOf();

    assertThat(changes)
        .extracting(RowChange::operation)
        .containsExactly(Operation.CREATE, Operation.DELETE, Operation.CREATE);
    assertThat(changes.get(2).unchanged()).isEmpty();
    assertThat(changes.get(2).after().get("doc")).isEqualTo(changes.get(0).after().get("doc"));
    assertThat(changes.get(2).after().get("n")).isEqualTo(7);
  }

  @Test
  void unchangedValueIsListed() throws SQLException {
    texts.changesOf(
        "DROP TABLE IF EXISTS t",
        DecodedStream.OUT_OF_LINE_ROW,
        "ALTER TABLE t ADD n int",
        "UPDATE t SET n = 1");

    assertThat(binaries.changesOf().get(1).unchanged()).containsExactly("doc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"regclass", "cube", "int2vector", "regclass[]", "cube[]"})
  void typeOfUnknownFormIsRefused(String type) throws SQLException {
    String unknown = type.replace("[]", "");
    try (DecodedStream stream = texts.binary()) {
      assertThatThrownBy(
              () ->
                  stream.changesOf(
                      "DROP TABLE IF EXISTS t",
                      "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")",
                      "INSERT INTO t VALUES (0, NULL)"))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Column v of \"public\".\"t\" cannot be read")
          .hasMessageContaining("the type " + unknown + " is not known")
          .hasMessageContaining("set binary.transfer=false");
    }
    texts.changesOf();
    drain();
  }

  @Test
  void partOfAnUnknownFormIsRefused() throws SQLException {
    try (DecodedStream stream = texts.binary()) {
      assertThatThrownBy(
              () ->
                  stream.changesOf(
                      "DROP TABLE IF EXISTS t",
                      "CREATE TYPE holder AS (name text, what cube)",
                      "CREATE TABLE t (id int PRIMARY KEY, v holder)",
                      "INSERT INTO t VALUES (0, NULL)"))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("the type cube is not known");
    }
    texts.changesOf();
    drain();
  }

  @Test
  void serverReallySendsBinaries() throws SQLException {
    try (DecodedStream stream = texts.unexpectedlyBinary()) {
      assertThatThrownBy(
              () ->
                  stream.changesOf(
                      "DROP TABLE IF EXISTS t",
                      "CREATE TABLE t (id int PRIMARY KEY)",
                      "INSERT INTO t VALUES (1)"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("binary form, which was not asked for");
    }
    texts.changesOf();
    binaries.changesOf();
  }

  /** Starts the binary session anew, past what it would refuse. */
  private static void drain() throws SQLException {
    texts.changesOf("DROP TABLE IF EXISTS t");
    binaries.close();
    binaries = texts.binary();
  }

  private static void assertSame(List<RowChange> binary, List<RowChange> text) {
    assertThat(binary).hasSameSizeAs(text);
    for (int i = 0; i < binary.size(); i++) {
      assertThat(binary.get(i).operation()).isEqualTo(text.get(i).operation());
      assertThat(binary.get(i).key()).isEqualTo(text.get(i).key());
      assertThat(binary.get(i).unrepresentable()).isEqualTo(text.get(i).unrepresentable());
      assertThat(row(binary.get(i))).isEqualTo(row(text.get(i)));
      assertThat(before(binary.get(i))).isEqualTo(before(text.get(i)));
    }
  }

  private static List<Object> row(RowChange change) {
    return change.after() == null
        ? List.of()
        : change.after().schema().fields().stream()
            .map(field -> TypeRoundTripIT.plain(change.after().get(field)))
            .collect(Collectors.toList());
  }

  private static String before(RowChange change) {
    return String.valueOf(change.before());
  }
}
