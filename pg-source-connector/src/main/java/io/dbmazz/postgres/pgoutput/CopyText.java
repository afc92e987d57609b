package io.dbmazz.postgres.pgoutput;

/**
 * Rows in the text format of {@code COPY ... TO STDOUT}: the texts that pgoutput sends too, between
 * tabs and with escapes, as the manual's page on COPY lays them out.
 */
public final class CopyText {

  private static final String KIND = "COPY row";

  private final byte[] data;
  private final int[] bounds;
  private int in;
  private int out;

  private CopyText(byte[] row, int columns) {
    this.data = row;
    this.bounds = new int[2 * columns];
  }

  /**
   * Reads one row.
   *
   * @param row as the server sent it, with or without its line end; becomes the tuple's own and is
   *     rewritten
   * @param columns that were asked for
   * @throws MalformedMessageException when the row has another number of columns, or an escape that
   *     the server does not write
   */
  public static Tuple read(byte[] row, int columns) {
    CopyText text = new CopyText(row, columns);
    text.readAll();
    return new Tuple(row, text.bounds);
  }

  private void readAll() {
    int columns = bounds.length / 2;
    for (int i = 0; i < columns; i++) {
      if (i > 0) {
        expect('\t', "another column");
      }
      readColumn(2 * i);
    }
    if (!isAtLineEnd()) {
      throw malformed("more than " + columns + " columns");
    }
  }

  private void expect(char separator, String what) {
    if (in == data.length || data[in] != separator) {
      throw malformed("no " + what);
    }
    in++;
  }

  private boolean isAtLineEnd() {
    return in == data.length || (data[in] == '\n' && in == data.length - 1);
  }

  private void readColumn(int at) {
    if (isNull()) {
      bounds[at] = Tuple.NULL;
      in += 2;
      return;
    }
    int start = out;
    while (in < data.length && data[in] != '\t' && data[in] != '\n') {
      byte next = data[in++];
      data[out++] = next == '\\' ? escaped() : next;
    }
    bounds[at] = start;
    bounds[at + 1] = out - start;
  }

  /** A backslash and an N in a value are written with two backslashes. */
  private boolean isNull() {
    return in + 1 < data.length && data[in] == '\\' && data[in + 1] == 'N';
  }

  private byte escaped() {
    if (in == data.length) {
      throw malformed("an escape without an end");
    }
    byte letter = data[in++];
    return switch (letter) {
      case '\\' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> throw malformed("an unknown escape");
    };
  }

  private MalformedMessageException malformed(String problem) {
    return new MalformedMessageException(KIND, in, problem);
  }
}
