package io.dbmazz.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.connect.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

/** Fails when a key has changed and {@code docs/configuration.md} has not. */
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void pageSaysWhatTheDefinitionsSay() throws IOException {
    String expected =
        ConfigurationReference.of(
            RunnerKeys.DEFINITION,
            definition("io.dbmazz.postgres.PostgresSourceConnector"),
            definition("io.dbmazz.starrocks.StarRocksSinkConnector"));
    if (Boolean.getBoolean("dbmazz.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE)
        .as("write it anew with -Ddbmazz.docs.write=true")
        .exists()
        .hasContent(expected);
  }

  private static ConfigDef definition(String connector) {
    return Plugins.create("connector.class", connector, Connector.class).config();
  }
}
