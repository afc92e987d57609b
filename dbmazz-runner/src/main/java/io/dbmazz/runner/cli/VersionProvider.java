package io.dbmazz.runner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build has written into the jar. */
final class VersionProvider implements IVersionProvider {

  /** For picocli. */
  VersionProvider() {}

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream file = VersionProvider.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    }
    return new String[] {"dbmazz " + properties.getProperty("version")};
  }
}
