package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.AuditColumn;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What a loader needs to know. Its text never shows the password.
 *
 * @param httpUrls front ends, or back ends, in order of preference; see {@link #url}
 * @param user of StarRocks
 * @param password of the user
 * @param connectTimeout longest wait for a connection
 * @param maxRetries how often a load is sent again before it has failed; 0 for never
 * @param headers of every Stream Load, names without {@code sink.properties.}
 * @param redirectHosts {@code host} or {@code host:port} of a redirect to the {@code host}, {@code
 *     host:port} or {@code scheme://host:port} to call instead; naming a host is trusting it with
 *     the password
 * @param audit whether the audit columns are loaded
 * @param labelPrefix first part of the labels: letters, digits, {@code _} and {@code -}, at most 32
 */
public record LoaderOptions(
    List<URI> httpUrls,
    String user,
    Password password,
    Duration connectTimeout,
    int maxRetries,
    Map<String, String> headers,
    Map<String, String> redirectHosts,
    AuditColumn.Mode audit,
    String labelPrefix) {

  /** Prefix of labels unless another one is chosen. */
  public static final String LABEL_PREFIX = "dbmazz";

  /**
   * Checks what a loader could not work with.
   *
   * @throws ConfigException naming the property
   */
  public LoaderOptions {
    httpUrls = List.copyOf(httpUrls);
    headers = Map.copyOf(headers);
    redirectHosts = Map.copyOf(redirectHosts);
    if (httpUrls.isEmpty()) {
      throw new ConfigException("starrocks.http.url names no front end");
    }
    if (!labelPrefix.matches("[A-Za-z0-9_-]{1,32}")) {
      throw new ConfigException("Not a prefix for labels: " + labelPrefix);
    }
    redirectHosts.values().forEach(TrustedHosts::place);
    UserHeaders.check(headers);
  }

  /**
   * Parses one entry of {@code starrocks.http.url}: {@code http://fe1:8030}, {@code https://…} or
   * {@code fe1:8030}.
   *
   * @throws ConfigException when it is anything else
   */
  public static URI url(String text) {
    String url = text.trim();
    try {
      URI uri = new URI(url.contains("://") ? url : "http://" + url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean rootPath = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
      if (http && rootPath && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
      }
    } catch (URISyntaxException e) {
      throw new ConfigException("starrocks.http.url", "(not shown)", "is no URL: " + e.getReason());
    }
    throw new ConfigException(
        "starrocks.http.url: expected http://host:port or host:port, without user and path");
  }
}
