package io.dbmazz.postgres.type.binary;

/**
 * Turns the binary form of one type into the text that the type's output function would write under
 * the settings of a replication session. Stateless, any thread.
 */
@FunctionalInterface
public interface BinaryForm {

  /** The form of types whose texts are their bytes. */
  BinaryForm VERBATIM = (value, text) -> value.copyRest(text);

  /** The form of types whose text follows one byte, the version of the form. */
  BinaryForm VERSIONED =
      (value, text) -> {
        requireVersion(value.uint8());
        value.copyRest(text);
      };

  /** Appends the text of all that is left of the value. */
  void render(BinaryValue value, TextBuilder text);

  /**
   * The text of a whole value.
   *
   * @throws MalformedBinaryException when the bytes are not of this form
   */
  default byte[] text(BinaryValue value) {
    TextBuilder text = new TextBuilder();
    render(value, text);
    value.expectEnd();
    return text.toByteArray();
  }

  /** Refuses versions that are not known here. */
  static void requireVersion(int version) {
    if (version != 1) {
      throw new MalformedBinaryException("version " + version + " of the type's binary form");
    }
  }
}
