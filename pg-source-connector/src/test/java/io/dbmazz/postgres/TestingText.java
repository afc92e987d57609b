package io.dbmazz.postgres;

import java.io.PrintWriter;
import java.io.StringWriter;

/** All that a log shows of a failure. */
final class TestingText {

  private TestingText() {}

  static String of(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
