package io.dbmazz.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @Test
  void everyPartIsPercentDecodedAndAPlusStandsForItself() {
    assertThat(
            PostgresUrl.parse(
                "postgres://some%40one:p%3A%2Fs+%25@db.example:5433/my%20shop"
                    + "?sslmode=verify-full&replication=database&sslrootcert=%2Fetc%2Fca.pem"))
        .isEqualTo(
            new PostgresUrl(
                "db.example:5433",
                "my shop",
                "some@one",
                "p:/s+%",
                Map.of("sslmode", "verify-full", "sslrootcert", "/etc/ca.pem")));
  }

  @Test
  void severalHostsAndAnAddressInBracketsAreKept() {
    assertThat(PostgresUrl.parse("postgresql://a:1,[::1]:2,c/d"))
        .isEqualTo(new PostgresUrl("a:1,[::1]:2,c", "d", "", "", Map.of()));
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
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgresUrl.parse(url))
        .withNoCause()
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("secret"));
  }

  @Test
  void passwordIsNotPartOfTheText() {
    assertThat(PostgresUrl.parse("postgres://u:secret@h/db")).hasToString("u@h/db");
  }
}
