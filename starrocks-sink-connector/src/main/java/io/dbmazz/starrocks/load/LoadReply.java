package io.dbmazz.starrocks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The answer to a Stream Load. A front end spells {@code status} and {@code msg} in lower case, a
 * back end {@code Status} and {@code Message}.
 *
 * @param httpStatus of HTTP
 * @param status such as {@code Success}; empty when the answer is no JSON
 * @param message in StarRocks' words
 * @param existingJob state of the load that has the label, when it is not this one
 * @param errorUrl where the refused rows are listed
 * @param droppedRows rows that the load left out
 */
record LoadReply(
    int httpStatus,
    String status,
    String message,
    String existingJob,
    Optional<String> errorUrl,
    long droppedRows) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static LoadReply of(HttpReply reply) {
    JsonNode fields = parse(reply.body());
    return new LoadReply(
        reply.status(),
        text(fields, "Status", "status"),
        text(fields, "Message", "msg"),
        text(fields, "ExistingJobStatus", "existingJobStatus"),
        Optional.of(text(fields, "ErrorURL", "errorUrl")).filter(url -> !url.isBlank()),
        fields.path("NumberFilteredRows").asLong() + fields.path("NumberUnselectedRows").asLong());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // an answer of a proxy, say: told from its HTTP status
    }
  }

  private static String text(JsonNode fields, String name, String otherName) {
    JsonNode value = fields.has(name) ? fields.get(name) : fields.path(otherName);
    return value.asText("");
  }
}
