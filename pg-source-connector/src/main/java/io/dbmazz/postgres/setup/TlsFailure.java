package io.dbmazz.postgres.setup;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.postgresql.util.GT;

/** Tells a TLS set-up that somebody has to mend from a handshake that the network cut off. */
final class TlsFailure {

  /** pgjdbc gives it the state of a lost connection, and no cause: only its words tell. */
  private static final String HOST_NAME =
      "The hostname {0} could not be verified by hostnameverifier {1}.";

  private TlsFailure() {}

  static boolean needsHelp(SQLException failure, DatabaseSettings settings) {
    return causes(failure).anyMatch(TlsFailure::isAboutCertificates)
        || isHostName(failure, settings);
  }

  /** Says what to do, and what the innermost cause is, which the driver's message leaves out. */
  static String explained(SQLException failure, DatabaseSettings settings) {
    String cause =
        causes(failure)
            .filter(TlsFailure::isAboutCertificates)
            .reduce((outer, inner) -> inner)
            .map(inner -> " (" + inner.getMessage() + ")")
            .orElse("");
    String remedy =
        isHostName(failure, settings)
            ? "The server's certificate has to bear the name in database.hostname; or set"
                + " database.sslmode=verify-ca to accept any name"
            : "Check that database.sslrootcert has the CA of the server's certificate, and that"
                + " database.sslcert, database.sslkey and database.sslpassword belong together and"
                + " are known to the server";
    return "No TLS with PostgreSQL at "
        + settings.hosts()
        + ", database.sslmode="
        + Optional.ofNullable(settings.properties().get("sslmode")).orElse("prefer")
        + ": "
        + failure.getMessage()
        + cause
        + ". "
        + remedy;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static boolean isAboutCertificates(Throwable cause) {
    return cause instanceof GeneralSecurityException
        || cause instanceof FileNotFoundException
        || cause instanceof FileSystemException
        || cause instanceof UnsupportedCallbackException
        || isAlert(cause);
  }

  /** The peer said what it does not like; a connection that was cut has no alert. */
  private static boolean isAlert(Throwable cause) {
    return cause instanceof SSLException
        && cause.getMessage() != null
        && cause.getMessage().contains("fatal alert");
  }

  private static boolean isHostName(SQLException failure, DatabaseSettings settings) {
    return Arrays.stream(settings.hosts().split(",", -1))
        .map(host -> host.replaceFirst(":\\d+$", ""))
        .map(host -> GT.tr(HOST_NAME, host, "PgjdbcHostnameVerifier"))
        .anyMatch(words -> words.equals(failure.getMessage()));
  }
}
