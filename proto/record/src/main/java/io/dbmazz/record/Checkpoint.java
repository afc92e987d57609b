package io.dbmazz.record;

import org.apache.kafka.connect.data.Schema;

/**
 * A record without a row, which the embedded runner hands to a sink between two transactions of the
 * source: everything handed over before it makes a consistent state. Its value says where the
 * source goes on from there; whoever makes the records before it durable keeps the value with them.
 *
 * <p>The topic that a checkpoint names is also the original topic, of one partition, of all records
 * that are in order with it.
 */
public final class Checkpoint {

  private static final String TOPIC_PREFIX = "__dbmazz-stream.";

  /** A text that only its writer understands. */
  public static final Schema VALUE = Schema.STRING_SCHEMA;

  private Checkpoint() {}

  /** The topic of all changes of a source, in its order. */
  public static String topic(String topicPrefix) {
    return TOPIC_PREFIX + topicPrefix;
  }

  /** Whether this is the topic of all changes of a source. */
  public static boolean isTopic(String topic) {
    return topic.startsWith(TOPIC_PREFIX);
  }
}
