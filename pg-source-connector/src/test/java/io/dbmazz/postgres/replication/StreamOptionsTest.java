package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamOptionsTest {

  @Test
  void namesAreQuotedForBothOfTheirReaders() {
    assertThat(new StreamOptions("shop", "it's \"pub\"", List.of()).startReplication())
        .isEqualTo(
            "START_REPLICATION SLOT \"shop\" LOGICAL 0/0"
                + " (proto_version '1', publication_names '\"it''s \"\"pub\"\"\"')");
  }
}
