package io.dbmazz.postgres.pgoutput;

/** Bytes that are not a message of the pgoutput protocol, or not a row of COPY: do not go on. */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String kind;
  private final int offset;

  MalformedMessageException(String kind, int offset, String problem) {
    super("Malformed message " + kind + " at byte " + offset + ": " + problem);
    this.kind = kind;
    this.offset = offset;
  }

  /** Name of the message, such as {@code Insert}. */
  public String kind() {
    return kind;
  }

  /** Where in the message, 0-based; 0 is the kind's own byte. */
  public int offset() {
    return offset;
  }
}
