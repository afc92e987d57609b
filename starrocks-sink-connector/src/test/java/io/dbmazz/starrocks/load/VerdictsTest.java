package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {

  private static Verdict of(int http, String body) {
    return Verdicts.of(LoadReply.of(new HttpReply(http, body, Optional.empty())));
  }

  private static Verdict fail(String message) {
    return of(200, "{\"Status\":\"Fail\",\"Message\":\"" + message.replace("\"", "\\\"") + "\"}");
  }

  @ParameterizedTest
  @CsvSource({"Success", "Publish Timeout"})
  void committedIsLoadedWhetherOrNotItIsVisibleYet(String status) {
    assertThat(of(200, "{\"Status\":\"" + status + "\",\"Message\":\"x\"}"))
        .isEqualTo(Verdict.LOADED);
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED, LOADED_BEFORE",
    "VISIBLE, LOADED_BEFORE",
    "COMMITTED, LOADED_BEFORE",
    "RUNNING, RUNNING",
    "PREPARE, RUNNING",
    "PREPARED, RUNNING",
    "whatever, UNSURE"
  })
  void anExistingLabelIsWhatItsLoadIs(String job, Verdict verdict) {
    assertThat(
            of(200, "{\"Status\":\"Label Already Exists\",\"ExistingJobStatus\":\"" + job + "\"}"))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown database, database=shop | NO_TABLE",
        "unknown table \"shop.orders\" | NO_TABLE",
        "Access denied; you need (at least one of) the INSERT privilege(s) | DENIED",
        "no valid Basic authorization | DENIED",
        "too many filtered rows | BAD_ROWS",
        "primary key size exceed the limit | BAD_ROWS",
        "current running txns on db 10005 is 1000, larger than limit 1000 | BUSY",
        "streamload txn num per be exceeds limit, be: 1 | BUSY",
        "Database[shop] data size exceeds quota[1 TB] | FULL",
        "Failed to load data into tablet 7, because of too many versions, current/limit: 1 | CROWDED",
        "Too many versions. tablet_id: 1, version_count: 1001, limit: 1000 | CROWDED",
        "Failed to load data, because of too large compaction score, current/limit: 1 | CROWDED",
        "Memory of process exceed limit | BUSY",
        "MEM_LIMIT_EXCEEDED | BUSY",
        "timeout by txn manager | BUSY",
        "current fe is not master | BUSY",
        "Service is shutting down, please retry later! | BUSY",
        "No backend alive. | BUSY",
        "No backend or compute node alive. | BUSY",
        "Stream Load exceed http cuncurrent limit 8, please try again later | BUSY",
        "receive body don't equal with body bytes | BUSY",
        "transaction not found | UNSURE",
        "Commit transaction fail cause x. Transaction status unknown, you can retry | UNSURE",
        "Column has no default value. column: name | MISFIT",
        "Mapping column is not in table. column: name | MISFIT",
        "key column id not in partial update columns | MISFIT",
        "Only primary key table support partial update | MISFIT",
        "Conditional update only support primary key table orders | MISFIT",
        "Merge condition column v does not exist | MISFIT",
        "Getting analyzing error. Detail message: Column 'x' cannot be resolved. | MISFIT",
        "The size of this batch exceed the max size [104857600]  of json type data | REFUSED",
        "body size 1 exceed limit: 1, … | REFUSED",
        "something nobody has seen | UNEXPECTED"
      })
  void failuresAreWhatTheirMessageSays(String message, Verdict verdict) {
    assertThat(fail(message)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"401, DENIED", "403, DENIED", "404, REFUSED", "301, REFUSED"})
  void otherHttpStatusesAreWhatTheySay(int status, Verdict verdict) {
    assertThat(of(status, "{\"status\":\"FAILED\",\"msg\":\"x\"}")).isEqualTo(verdict);
  }

  @Test
  void anAnswerThatSaysNothingLeavesTheLoadOpen() {
    assertThat(of(502, "<html>bad gateway</html>")).isEqualTo(Verdict.UNSURE);
    assertThat(of(500, "{\"status\":\"FAILED\"}")).isEqualTo(Verdict.UNSURE);
    assertThat(of(200, "<html>hello</html>")).isEqualTo(Verdict.UNSURE);
    assertThat(of(200, "")).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void rowsThatWereLeftOutAreNoSuccess() {
    assertThat(of(200, "{\"Status\":\"Success\",\"NumberFilteredRows\":1}"))
        .isEqualTo(Verdict.BAD_ROWS);
    assertThat(of(200, "{\"Status\":\"Success\",\"NumberUnselectedRows\":1}"))
        .isEqualTo(Verdict.BAD_ROWS);
  }
}
