package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import org.junit.jupiter.api.Test;

class ConfirmedLsnTest {

  @Test
  void neverGoesBackAlsoAboveTheSignBit() {
    ConfirmedLsn confirmed = new ConfirmedLsn();
    confirmed.advanceTo(Lsn.parse("FFFFFFFF/0"));
    confirmed.advanceTo(Lsn.parse("1/0"));

    assertThat(confirmed.get()).isEqualTo(Lsn.parse("FFFFFFFF/0"));
  }
}
