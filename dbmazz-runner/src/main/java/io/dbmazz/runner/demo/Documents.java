package io.dbmazz.runner.demo;

import java.util.Random;

/** Makes JSON documents of 100 KB that do not compress away, so that PostgreSQL TOASTs them. */
final class Documents {

  static final int LENGTH = 100 * 1024;

  private static final String HEX = "0123456789abcdef";

  private Documents() {}

  static String next(Random random, long product) {
    StringBuilder json = new StringBuilder(LENGTH + 64);
    json.append("{\"product\":").append(product).append(",\"weight\":").append(random.nextDouble());
    json.append(",\"ünïcode\":\"\\u00e9 \\\"x\\\" 🎁\",\"sheets\":[");
    while (json.length() < LENGTH) {
      json.append('"');
      for (int i = 0; i < 64; i++) {
        json.append(HEX.charAt(random.nextInt(16)));
      }
      json.append("\",");
    }
    return json.append("null]}").toString();
  }
}
