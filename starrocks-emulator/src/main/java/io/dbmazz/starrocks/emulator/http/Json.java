package io.dbmazz.starrocks.emulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bodies of answers, their fields in the server's order. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String write(Map<String, Object> fields) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of texts and numbers is JSON", e);
    }
  }

  /** RestBaseResult of a success. */
  static Map<String, Object> restOk() {
    return rest("OK", "0", "Success", "OK");
  }

  /** RestBaseResult of a failure. */
  static Map<String, Object> restFailed(String message) {
    return rest("FAILED", "1", message, message);
  }

  /** TransactionResult of a failure, with the class of the exception, as LoadAction.java writes. */
  static Map<String, Object> loadFailed(String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Status", "FAILED");
    fields.put("Message", "class com.starrocks.common.DdlException: " + message);
    return fields;
  }

  private static Map<String, Object> rest(String status, String code, String msg, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", status);
    fields.put("code", code);
    fields.put("msg", msg);
    fields.put("message", message);
    return fields;
  }
}
