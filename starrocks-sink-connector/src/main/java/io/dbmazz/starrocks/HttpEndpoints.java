package io.dbmazz.starrocks;

import io.dbmazz.starrocks.load.LoaderOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** The list of HTTP addresses in {@code starrocks.http.url}. */
final class HttpEndpoints {

  private static final int DEFAULT_PORT = 8030;

  private HttpEndpoints() {}

  /**
   * Parses {@code host:port} or {@code http://host:port}, separated by commas or semicolons. A
   * missing port is the front end's 8030.
   *
   * @throws ConfigException naming the property; the text may hold a password and is not repeated
   */
  static List<URI> parse(String text) {
    List<URI> endpoints = new ArrayList<>();
    for (String part : text.split("[,;]", -1)) {
      if (!part.isBlank()) {
        endpoints.add(endpoint(part.trim()));
      }
    }
    if (endpoints.isEmpty()) {
      throw Problems.at(SinkConfigDef.HTTP_URL, "no address in it; give host:port of a front end");
    }
    return List.copyOf(endpoints);
  }

  private static URI endpoint(String part) {
    URI url = LoaderOptions.url(part);
    return url.getPort() == -1
        ? LoaderOptions.url(url.getScheme() + "://" + url.getHost() + ":" + DEFAULT_PORT)
        : url;
  }

  /** Accepts what {@link #parse} does. */
  static final class Valid implements Validator {
    @Override
    public void ensureValid(String name, Object value) {
      if (value != null) { // else it is missing, which the definition says itself
        parse((String) value);
      }
    }

    @Override
    public String toString() {
      return "host:port,...";
    }
  }
}
