package io.dbmazz.runner.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @Test
  void partsBecomeUrlAndProperties() {
    PostgresDatabase database =
        PostgresUrl.parse(
            "postgres://me:p%40ss+w@db.example:5433/shop?replication=database&sslmode=require");

    assertThat(database.url()).isEqualTo("jdbc:postgresql://db.example:5433/shop");
    assertThat(database.properties())
        .containsOnly(
            java.util.Map.entry("user", "me"),
            java.util.Map.entry("password", "p@ss+w"),
            java.util.Map.entry("sslmode", "require"));
  }

  @Test
  void severalHostsAndAnAddressInBracketsAreKept() {
    assertThat(PostgresUrl.parse("postgresql://a:1,[::1]:2,c/d").url())
        .isEqualTo("jdbc:postgresql://a:1,[::1]:2,c/d");
  }

  @Test
  void jdbcUrlIsTakenAsItIs() {
    assertThat(PostgresUrl.parse("jdbc:postgresql://h/d?user=x").url())
        .isEqualTo("jdbc:postgresql://h/d?user=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://u:secret@h/d",
        "postgres://u:secret@h",
        "postgres://u:secret@h:port/d",
        "postgres://u:secret@h:99999/d",
        "postgres://u:secret@h/d?sslmod=require",
        "postgres://u:secret@h/d?sslmode",
        "postgres://u:secret%zz@h/d"
      })
  void malformedUrlIsRefusedWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret")
        .isNotBlank();
  }

  @Test
  void textOfADatabaseHidesWhatMayBeSecret() {
    assertThat(new PostgresDatabase("jdbc:postgresql://h/d?password=x", java.util.Map.of()))
        .hasToString("jdbc:postgresql://h/d");
  }
}
