package io.dbmazz.postgres.pgoutput;

/**
 * A message of the protocol that nobody asked for: parts of transactions still running ({@code
 * streaming}), or two-phase commits, which a slot created with TWO_PHASE sends whatever the client
 * asks.
 */
public final class UnsupportedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String kind;

  UnsupportedMessageException(String kind, String remedy) {
    super("pgoutput sent " + kind + ", which is not supported: " + remedy);
    this.kind = kind;
  }

  /** Name of the message, such as {@code Begin Prepare}. */
  public String kind() {
    return kind;
  }
}
