package io.dbmazz.postgres.setup;

import java.time.Duration;

/**
 * How long a connection may take.
 *
 * @param connect to open the socket, and to log in
 * @param answer to any statement of an SQL connection
 */
public record ConnectionTimeouts(Duration connect, Duration answer) {

  /** For a task: long enough for a busy server. */
  public static final ConnectionTimeouts TASK =
      new ConnectionTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** For a validation, which somebody waits for. */
  public static final ConnectionTimeouts VALIDATION =
      new ConnectionTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3));
}
