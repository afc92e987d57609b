package io.dbmazz.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into the jar. */
final class ConnectorVersion {

  private static final String RESOURCE = "version.properties";

  private ConnectorVersion() {}

  static String get() {
    Properties properties = new Properties();
    try (InputStream in = ConnectorVersion.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return properties.getProperty("version");
  }
}
