package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void replicationParameterIsAcceptedAndNotNeeded() {
    assertThat(DatabaseUrl.parse("postgresql://u@h/db?replication=database"))
        .isEqualTo(new DatabaseSettings("h", "db", "u", "", Map.of()));
  }

  @Test
  void jdbcUrlIsReadAsTheDriverReadsIt() {
    DatabaseSettings settings =
        DatabaseUrl.parse("jdbc:postgresql://h:5433/db?user=u&password=p%20q&sslmode=require");

    assertThat(settings)
        .isEqualTo(new DatabaseSettings("h:5433", "db", "u", "p q", Map.of("sslmode", "require")));
  }

  @Test
  void addressesOfSeveralKindsReachTheDriver() {
    assertThat(DatabaseUrl.parse("postgres://u@[::1]:5433/db").jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:5433/db");
    assertThat(DatabaseUrl.parse("postgres://u@one:1,two:2/db").jdbcUrl())
        .isEqualTo("jdbc:postgresql://one:1,two:2/db");
    assertThat(DatabaseUrl.parse("jdbc:postgresql://one:1,two:2/db").jdbcUrl())
        .isEqualTo("jdbc:postgresql://one:1,two:2/db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:secret@h/db",
        "u:secret@h/db",
        "postgres://u:secret@h/db?sslmod=require",
        "jdbc:postgresql://h:port/db?password=secret"
      })
  void malformedUrlIsRefusedWithoutQuotingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse(url))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void passwordIsNotPartOfTheText() {
    assertThat(DatabaseUrl.parse("postgres://u:secret@h/db")).hasToString("u@h/db");
  }
}
