package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFailureTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57P03", "53300", "55006", "58P01", "XX000"})
  void newConnectionMayCure(String state) {
    assertThat(StreamFailure.isCurable(new SQLException("x", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"28000", "28P01", "42704", "42501", "3D000", "22023", "0A000", "54000"})
  void newConnectionDoesNotCure(String state) {
    assertThat(StreamFailure.isCurable(new SQLException("x", state))).isFalse();
  }

  @Test
  void failureWithoutStateIsOneOfTheConnection() {
    assertThat(StreamFailure.isCurable(new SQLException("x"))).isTrue();
  }

  @Test
  void connectExceptionsSayThemselves() {
    assertThat(StreamFailure.isCurable(new RetriableException("x"))).isTrue();
    assertThat(StreamFailure.isCurable(new ConnectException("x"))).isFalse();
  }

  @Test
  void rowThatTheServerCannotPutIntoAMessageWillNeverCome() {
    SQLException failure =
        new SQLException("ERROR: invalid memory alloc request size 1200000003", "XX000");

    assertThat(StreamFailure.isCurable(failure)).isFalse();
    assertThat(StreamFailure.ending(failure, 1))
        .hasMessageContaining("invalid memory alloc request size 1200000003")
        .hasMessageContaining("exceeds the 1 GB that PostgreSQL can send");
  }
}
