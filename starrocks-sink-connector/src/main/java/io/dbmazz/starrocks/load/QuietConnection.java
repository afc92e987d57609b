package io.dbmazz.starrocks.load;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that keeps what it sends to itself. The client's own writes headers and bodies to
 * its log at level DEBUG: the password and the rows. Headers are UTF-8, as StarRocks reads them,
 * since they name columns.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {

  private Timeout socketTimeout = Timeout.DISABLED;

  QuietConnection() {
    super(
        Http1Config.DEFAULT,
        StandardCharsets.UTF_8.newDecoder(),
        StandardCharsets.UTF_8.newEncoder());
  }

  @Override
  public void bind(Socket socket) throws IOException {
    super.bind(socket);
    socketTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
  }

  @Override
  public Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    socketTimeout = timeout;
    super.setSocketTimeout(timeout);
  }

  /** Waiting in the pool. */
  @Override
  public void passivate() {
    super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
  }

  /** Taken out of the pool. */
  @Override
  public void activate() {
    super.setSocketTimeout(socketTimeout);
  }
}
