package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.AuditColumn.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderOptionsTest {

  private static LoaderOptions options(Map<String, String> headers) {
    return new LoaderOptions(
        List.of(URI.create("http://fe:8030")),
        "root",
        new Password(Requests.PASSWORD),
        Duration.ofSeconds(1),
        3,
        headers,
        Map.of(),
        Mode.LOADED,
        LoaderOptions.LABEL_PREFIX);
  }

  @Test
  void thePasswordIsNotInItsText() {
    assertThat(options(Map.of()).toString()).doesNotContain(Requests.PASSWORD);
  }

  @ParameterizedTest
  @CsvSource({
    "fe1:8030, http://fe1:8030", "http://fe1:8030/, http://fe1:8030",
    "' https://fe1 ', https://fe1", "http://[::1]:8030, http://[::1]:8030"
  })
  void urlsAreHostAndPort(String text, String url) {
    assertThat(LoaderOptions.url(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://fe1", "http://u:s3cret-word@fe1:8030", "http://fe1/api", "", "http://f e"})
  void otherUrlsAreRefusedWithoutShowingThem(String text) {
    assertThatThrownBy(() -> LoaderOptions.url(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("starrocks.http.url")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(Requests.PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({
    "max_filter_ratio, 0.2",
    "strict_mode, false",
    "format, csv",
    "columns, a",
    "Partial_Update, maybe",
    "label, x",
    "compression, gzip",
    "where, a>1",
    "timeout, soon",
    "enable_merge_commit, true"
  })
  void headersThatWouldLoseRowsAreRefused(String name, String value) {
    assertThatThrownBy(() -> options(Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sink.properties." + name);
  }

  @Test
  void headersOfTheOfficialConnectorAreTaken() {
    Map<String, String> headers =
        Map.of("format", "json", "strip_outer_array", "true", "timeout", "90", "warehouse", "w1");

    assertThat(options(headers).headers()).isEqualTo(headers);
  }
}
