package io.dbmazz.runner.control;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Where and to whom the control server answers.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param tls certificate and key; without it the server speaks plain text
 * @param token that every call must bear; without it anyone who reaches the port may call
 */
public record GrpcSettings(String host, int port, Optional<Tls> tls, Optional<Password> token) {

  /**
   * PEM files.
   *
   * @param certificate chain, the server's first
   * @param key in PKCS 8, not encrypted
   */
  public record Tls(Path certificate, Path key) {}
}
