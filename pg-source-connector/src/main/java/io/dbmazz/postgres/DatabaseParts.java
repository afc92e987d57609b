package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.DatabaseSettings;
import io.dbmazz.postgres.setup.DatabaseUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/** Puts the database's address together from the URL or the single keys. */
final class DatabaseParts {

  private static final List<String> SSL_KEYS =
      List.of("sslmode", "sslrootcert", "sslcert", "sslkey");

  private DatabaseParts() {}

  /** The address of a configuration that {@link CrossChecks} found nothing wrong with. */
  static DatabaseSettings of(AbstractConfig config) {
    Optional<DatabaseSettings> url =
        Optional.ofNullable(config.getPassword("database.url"))
            .map(Password::value)
            .map(DatabaseUrl::parse);
    Map<String, String> properties = new HashMap<>();
    url.ifPresent(parsed -> properties.putAll(parsed.properties()));
    for (String key : SSL_KEYS) {
      String value = config.getString("database." + key);
      boolean explicit = config.originals().containsKey("database." + key);
      if (value != null && (explicit || !properties.containsKey(key))) {
        properties.put(key, value);
      }
    }
    Password keyPassword = config.getPassword("database.sslpassword");
    if (keyPassword != null) {
      properties.put("sslpassword", keyPassword.value());
    }
    String user = config.getString("database.user");
    Password password = config.getPassword("database.password");
    return new DatabaseSettings(
        url.map(DatabaseSettings::hosts)
            .orElseGet(
                () ->
                    bracketed(config.getString("database.hostname"))
                        + ":"
                        + config.getInt("database.port")),
        url.map(DatabaseSettings::database).orElseGet(() -> config.getString("database.dbname")),
        user != null ? user : url.map(DatabaseSettings::user).orElse(""),
        password != null ? password.value() : url.map(DatabaseSettings::password).orElse(""),
        properties);
  }

  /** An IPv6 address is told from its port by brackets. */
  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
