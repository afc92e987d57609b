package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.net.URI;

/** No connection came about, so nothing was sent. */
final class NotConnectedException extends IOException {

  private static final long serialVersionUID = 1L;

  NotConnectedException(URI host, IOException cause) {
    this(host, "", cause);
  }

  NotConnectedException(URI host, String remedy, IOException cause) {
    super("no connection to " + host.getScheme() + "://" + host.getRawAuthority() + remedy, cause);
  }
}
