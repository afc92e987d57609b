package io.dbmazz.starrocks;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** The URL in {@code starrocks.jdbc.url}, or the one that follows from the HTTP addresses. */
final class JdbcUrl implements Validator {

  private static final String SCHEME = "jdbc:mysql://";
  private static final int DEFAULT_PORT = 9030;

  /** The SQL port of the first host. */
  static String of(List<URI> endpoints) {
    return SCHEME + endpoints.get(0).getHost() + ":" + DEFAULT_PORT;
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null) {
      return;
    }
    String url = (String) value;
    if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
      throw Problems.at(name, "it has to look like jdbc:mysql://host:9030");
    }
    if (url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password=")) {
      throw Problems.at(
          name, "user and password belong to starrocks.username and starrocks.password");
    }
  }

  @Override
  public String toString() {
    return "jdbc:mysql://host:port,...";
  }
}
