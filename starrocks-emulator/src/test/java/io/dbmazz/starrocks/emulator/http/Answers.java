package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a transaction's operation was answered. */
final class Answers {
  /** A JSON document for {@code orders}. */
  static final String ORDER = "{\"id\":1,\"name\":\"a\"}";

  /** A JSON document for {@code items}. */
  static final String ITEM = "{\"id\":1,\"name\":\"a\",\"price\":1}";

  /** How the front end begins the message of an exception. */
  static final String EXCEPTION = "class com.starrocks.common.StarRocksException: ";

  private Answers() {}

  static void assertStatus(Http.Answer answer, String status) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("Status")).as(answer.body()).isEqualTo(status);
  }

  /** The message contains the given text. */
  static void assertAnswer(Http.Answer answer, String status, String message) throws IOException {
    assertStatus(answer, status);
    assertThat(answer.text("Message")).contains(message);
  }

  /** The names of the answer's fields, in their order. */
  static List<String> fields(Http.Answer answer) throws IOException {
    List<String> names = new ArrayList<>();
    answer.json().fieldNames().forEachRemaining(names::add);
    return names;
  }
}
