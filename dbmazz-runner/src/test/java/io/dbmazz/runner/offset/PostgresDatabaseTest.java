package io.dbmazz.runner.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {

  @Test
  void partsBecomeUrlAndProperties() {
    PostgresDatabase database =
        PostgresDatabase.at(
            "postgres://me:p%40ss+w@db.example:5433/my%20shop?replication=database&sslmode=require");

    assertThat(database.url()).isEqualTo("jdbc:postgresql://db.example:5433/my+shop");
    assertThat(database.properties())
        .containsOnly(
            Map.entry("user", "me"),
            Map.entry("password", "p@ss+w"),
            Map.entry("sslmode", "require"));
  }

  @Test
  void jdbcUrlIsTakenAsItIs() {
    assertThat(PostgresDatabase.at("jdbc:postgresql://h/d?user=x").url())
        .isEqualTo("jdbc:postgresql://h/d?user=x");
  }

  @Test
  void textOfADatabaseHidesWhatMayBeSecret() {
    assertThat(new PostgresDatabase("jdbc:postgresql://h/d?password=x", Map.of()))
        .hasToString("jdbc:postgresql://h/d");
  }
}
