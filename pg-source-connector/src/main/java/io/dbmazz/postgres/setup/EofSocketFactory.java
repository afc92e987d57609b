package io.dbmazz.postgres.setup;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes sockets whose reads fail at the end of the stream. The driver's read that does not block
 * takes the end for "nothing there yet", so a connection that the server or the network has closed
 * would go unnoticed until the second status update after it. Instantiated by the driver.
 */
public final class EofSocketFactory extends SocketFactory {

  /** For the driver. */
  public EofSocketFactory() {}

  @Override
  public Socket createSocket() {
    return new EofSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(InetAddress.getByName(host), port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  private Socket connected(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  private static final class EofSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new EofStream(super.getInputStream());
    }
  }

  private static final class EofStream extends FilterInputStream {

    EofStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return failAtEnd(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return failAtEnd(super.read(bytes, offset, length));
    }

    private static int failAtEnd(int result) throws EOFException {
      if (result < 0) {
        throw new EOFException("The server has closed the connection");
      }
      return result;
    }
  }
}
