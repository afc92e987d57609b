package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.ClusterNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides where a redirect leads, and whether that host may see the password: the configured hosts,
 * those of {@code redirect.host.map} and the registered nodes of the cluster may. Used by several
 * loader threads.
 *
 * <p>A front end that is not this machine and sends to {@code 127.0.0.1} means its own machine:
 * that is how the all-in-one container registers its back end. Following it to the letter would
 * hand password and rows to whatever listens here.
 */
final class TrustedHosts {

  private final List<URI> configured;
  private final Map<String, URI> mapped = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Supplier<Set<ClusterNode>> registered;
  private volatile Set<ClusterNode> known = Set.of();

  /**
   * Trusts these hosts.
   *
   * @param configured {@code starrocks.http.url}, any port of these hosts
   * @param mapped {@code redirect.host.map}
   * @param registered asks the cluster; called only for a host that nothing else vouches for
   */
  TrustedHosts(
      List<URI> configured, Map<String, String> mapped, Supplier<Set<ClusterNode>> registered) {
    this.configured = List.copyOf(configured);
    mapped.forEach((host, place) -> this.mapped.put(host, place(place)));
    this.registered = registered;
  }

  /**
   * Where to go.
   *
   * @param asked the host that answered, itself trusted
   * @param location its header of that name
   * @throws ConnectException when the host is not trusted: names the property
   */
  URI follow(URI asked, String location) {
    URI target = parse(asked, location);
    Optional<URI> mapping =
        Optional.ofNullable(mapped.get(target.getHost() + ":" + target.getPort()))
            .or(() -> Optional.ofNullable(mapped.get(target.getHost())));
    if (mapping.isPresent()) {
      return moved(target, mapping.get());
    }
    if (isLoopback(target.getHost()) && !isLoopback(asked.getHost())) {
      return at(target, target.getScheme(), asked.getHost(), target.getPort());
    }
    requireSameSecrecy(asked, target);
    requireTrust(asked, target);
    return target;
  }

  private static URI parse(URI asked, String location) {
    try {
      URI target = asked.resolve(new URI(location));
      boolean http = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
      if (http && target.getHost() != null) {
        return at(target, target.getScheme(), target.getHost(), target.getPort());
      }
    } catch (URISyntaxException e) {
      throw new ConnectException(asked.getAuthority() + " redirects to what is no URL", e);
    }
    throw new ConnectException(asked.getAuthority() + " redirects to what is no HTTP URL");
  }

  /**
   * Parses what a host is mapped to.
   *
   * @throws ConfigException naming the property
   */
  static URI place(String mapping) {
    try {
      URI place = new URI(mapping.contains("://") ? mapping : "//" + mapping);
      if (place.getHost() != null) {
        return place;
      }
    } catch (URISyntaxException e) {
      throw new ConfigException("redirect.host.map", mapping, "is no host: " + e.getReason());
    }
    throw new ConfigException("redirect.host.map", mapping, "is no host, host:port or URL");
  }

  private static URI moved(URI target, URI place) {
    String scheme = place.getScheme() == null ? target.getScheme() : place.getScheme();
    int port = place.getPort() < 0 ? target.getPort() : place.getPort();
    return at(target, scheme, place.getHost(), port);
  }

  /** The same path and query at another host; user and password in the URL are left behind. */
  private static URI at(URI target, String scheme, String host, int port) {
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String authority = port < 0 ? host : host + ":" + port;
    return URI.create(scheme + "://" + authority + target.getRawPath() + query);
  }

  private static void requireSameSecrecy(URI asked, URI target) {
    if ("https".equals(asked.getScheme()) && !"https".equals(target.getScheme())) {
      throw new ConnectException(
          asked.getAuthority()
              + " redirects from https to http, where the password could be read. Map "
              + target.getAuthority()
              + " to an https proxy, or to itself if the network is private: redirect.host.map="
              + target.getAuthority()
              + "=http://"
              + target.getAuthority());
    }
  }

  private void requireTrust(URI asked, URI target) {
    if (isConfigured(target) || isRegistered(target)) {
      return;
    }
    known = registered.get();
    if (!isRegistered(target)) {
      throw new ConnectException(
          asked.getAuthority()
              + " redirects to "
              + target.getAuthority()
              + ", which is not sent the password: it is neither in starrocks.http.url nor a"
              + " registered node that starrocks.username may see. If it is yours, set"
              + " redirect.host.map="
              + target.getAuthority()
              + "="
              + target.getAuthority()
              + ", or grant the user OPERATE ON SYSTEM so that it sees SHOW BACKENDS");
    }
  }

  /** Any port, and this machine by any of its names: a front end and a back end often share one. */
  private boolean isConfigured(URI target) {
    return configured.stream()
        .map(URI::getHost)
        .anyMatch(
            host ->
                host.equalsIgnoreCase(target.getHost())
                    || (isLoopback(host) && isLoopback(target.getHost())));
  }

  private boolean isRegistered(URI target) {
    return known.stream()
        .anyMatch(
            node ->
                node.host().equalsIgnoreCase(withoutBrackets(target.getHost()))
                    && node.httpPort() == target.getPort());
  }

  /** An IPv6 address as the cluster lists it. */
  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** By the letter: looking up a name that a redirect brings would trust its name server. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]")
        || host.equals("0.0.0.0");
  }
}
