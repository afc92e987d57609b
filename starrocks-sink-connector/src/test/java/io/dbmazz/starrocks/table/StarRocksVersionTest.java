package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarRocksVersionTest {

  @ParameterizedTest
  @CsvSource({
    "2.4.9, false, false",
    "2.5.0-abc, true, false",
    "3.1.2, true, false",
    "3.1.3-1f2e, true, true",
    "3.2, true, true",
    "4.0.0-rc01, true, true",
    "main-7fa5b2c, true, true"
  })
  void featuresComeWithTheirRelease(String text, boolean condition, boolean withPartial) {
    StarRocksVersion version = StarRocksVersion.parse(text);

    assertThat(version.hasMergeCondition()).isEqualTo(condition);
    assertThat(version.hasMergeConditionWithPartialUpdate()).isEqualTo(withPartial);
  }

  @Test
  void anotherDatabaseIsNamed() {
    assertThatThrownBy(() -> StarRocksVersion.parse("PostgreSQL"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("starrocks.jdbc.url");
  }
}
