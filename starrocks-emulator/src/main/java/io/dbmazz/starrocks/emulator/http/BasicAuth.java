package io.dbmazz.starrocks.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The {@code Authorization} header. */
final class BasicAuth {
  private static final String SCHEME = "basic ";

  private BasicAuth() {}

  /** User and password; empty when the header is missing or malformed. */
  static Optional<Credentials> of(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header == null ? Optional.empty() : parse(header);
  }

  static Optional<Credentials> parse(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The server's words for a wrong user or password. */
  static String denied(Request request, Credentials given) {
    return "Access denied for " + given.user() + "@" + Request.getRemoteAddr(request);
  }
}
