package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamOptionsTest {

  @Test
  void namesAreQuotedForBothOfTheirReaders() {
    assertThat(new StreamOptions("shop", "it's \"pub\"", List.of(), Set.of()).startReplication())
        .isEqualTo(
            "START_REPLICATION SLOT \"shop\" LOGICAL 0/0"
                + " (proto_version '1', publication_names '\"it''s \"\"pub\"\"\"')");
  }

  @Test
  void protocolIsTheLowestThatHasTheOptions() {
    assertThat(options(PluginOption.LOCAL_ORIGIN)).contains("proto_version '1'", "origin 'none'");
    assertThat(options(PluginOption.BINARY)).contains("proto_version '1'", "binary 'true'");
    assertThat(options(PluginOption.STREAMING)).contains("proto_version '2'", "streaming 'on'");
    assertThat(options(PluginOption.STREAMING, PluginOption.TWO_PHASE, PluginOption.MESSAGES))
        .endsWith(
            "(proto_version '3', publication_names '\"p\"'"
                + ", streaming 'on', two_phase 'on', messages 'true')");
  }

  private static String options(PluginOption... options) {
    return new StreamOptions("s", "p", List.of(), Set.of(options)).startReplication();
  }
}
