package io.dbmazz.postgres;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Keys that say where the database is. */
final class DatabaseKeys {

  private DatabaseKeys() {}

  static List<ConfigKey> all() {
    return List.of(
        ConfigKey.text("database.hostname", null, "Host", "Host name or address of the server.")
            .of(Importance.HIGH),
        ConfigKey.whole("database.port", 5432, 1, "Port", "Port of the server.")
            .checkedBy(ConfigDef.Range.between(1, 65535)),
        ConfigKey.text("database.user", null, "User", "Role that replicates.").of(Importance.HIGH),
        ConfigKey.secret("database.password", "Password", "Password of the role."),
        ConfigKey.text("database.dbname", null, "Database", "Name of the database.")
            .of(Importance.HIGH),
        ConfigKey.secret(
            "database.url",
            "URL",
            "postgres://user:password@host:port/database?sslmode=… or a jdbc:postgresql:// URL,"
                + " instead of host, port and database name. User, password and the ssl keys may"
                + " be given beside it and win. Hidden, as it may contain a password."),
        ConfigKey.choice(
            "database.sslmode",
            List.of("prefer", "disable", "allow", "require", "verify-ca", "verify-full"),
            "SSL mode",
            "Encryption of the connection, as libpq's sslmode."),
        ConfigKey.text("database.sslrootcert", null, "CA file", "File of trusted certificates."),
        ConfigKey.text("database.sslcert", null, "Certificate", "File of the client certificate."),
        ConfigKey.text(
            "database.sslkey",
            null,
            "Key",
            "File of the client certificate's key: PKCS-8 in DER form, the same in PEM form when"
                + " the name ends in .pem or .key, or PKCS-12 with the certificate when it ends in"
                + " .p12."),
        ConfigKey.secret(
            "database.sslpassword", "Key password", "Password of the key's file, if it has one."));
  }
}
