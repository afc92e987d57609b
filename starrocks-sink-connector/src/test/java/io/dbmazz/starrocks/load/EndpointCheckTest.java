package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.load.ScriptedServer.Answer;
import io.dbmazz.starrocks.table.KeyProblem;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointCheckTest {

  private static final String STATE = "/api/shop/get_load_state?label=dbmazz_validation";

  private static Optional<KeyProblem> problem(Answer answer) {
    Duration patience = Duration.ofSeconds(2);
    Password password = new Password(Requests.PASSWORD);
    try (ScriptedServer server = new ScriptedServer(seen -> answer);
        EndpointCheck check = new EndpointCheck("loader", password, patience, patience)) {
      Optional<KeyProblem> problem = check.problem(server.url(), "shop");
      assertThat(server.seen()).singleElement().matches(seen -> seen.path().equals(STATE));
      assertThat(problem.toString()).doesNotContain(Requests.PASSWORD);
      return problem;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"state\":\"UNKNOWN\",\"status\":\"OK\"}",
        "200 | {\"status\":\"FAILED\",\"msg\":\"unknown database, database=shop\"}",
        "500 | {\"status\":\"FAILED\",\"msg\":\"no leader\"}",
        "401 | {\"status\":\"FAILED\",\"msg\":\"Access denied; you need the INSERT privilege\"}",
        "404 | Not Found"
      })
  void frontEndsAndBackEndsAreRecognised(int status, String body) {
    assertThat(problem(Answer.status(status, body))).isEmpty();
  }

  @Test
  void followerMaySendOnAndIsNotFollowed() {
    assertThat(problem(Answer.redirect("http://evil.example:8030" + STATE))).isEmpty();
  }

  @Test
  void refusedLoginBelongsToTheUser() {
    String body = "{\"status\":\"FAILED\",\"msg\":\"Access denied for loader@127.0.0.1\"}";

    assertThat(problem(Answer.status(401, body)))
        .get()
        .extracting(KeyProblem::key)
        .isEqualTo("starrocks.username");
  }

  @ParameterizedTest
  @CsvSource({"200, <html>", "200, ''", "301, ''", "503, busy"})
  void otherServersAreNamedWithTheirAnswer(int status, String body) {
    KeyProblem problem = problem(Answer.status(status, body)).orElseThrow();

    assertThat(problem.key()).isEqualTo("starrocks.http.url");
    assertThat(problem.text()).contains("127.0.0.1:", "HTTP " + status, "8030");
  }

  @Test
  void serverThatHangsUpIsNamed() {
    assertThat(problem(Answer.lost()).orElseThrow().text()).contains("does not answer");
  }
}
