package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A server whose certificate nobody vouches for, or that is another's: it was sent nothing. */
final class UntrustedServerException extends IOException {

  private static final long serialVersionUID = 1L;

  UntrustedServerException(URI host, SSLException cause) {
    super(
        "the certificate of "
            + host.getScheme()
            + "://"
            + host.getRawAuthority()
            + " is not trusted: "
            + cause.getMessage()
            + ". Use the host name that it was issued for, and start the JVM with"
            + " -Djavax.net.ssl.trustStore=FILE, a trust store with the authority that signed it",
        cause);
  }

  static boolean is(SSLException failure) {
    return failure instanceof SSLPeerUnverifiedException
        || failure.getCause() instanceof CertificateException;
  }
}
