package io.dbmazz.starrocks.load;

import org.apache.kafka.connect.errors.RetriableException;

/** A load that is not known to be committed and may be sent again with the same label. */
final class LoadFailedException extends RetriableException {

  private static final long serialVersionUID = 1L;

  /** What is known of it. */
  enum Kind {
    /** Not committed; time cures it. */
    BUSY,
    /** Not committed, because the table has too many versions. */
    CROWDED,
    /** Its answer was lost or it is still running: StarRocks may yet commit it. */
    UNSETTLED,
    /** Not committed, for a reason that nobody has met yet. */
    UNEXPECTED
  }

  private final Kind kind;

  LoadFailedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  LoadFailedException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
