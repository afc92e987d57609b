package io.dbmazz.postgres;

import java.util.Set;

/**
 * A key of Debezium's PostgreSQL connector that this one does not have.
 *
 * @param name of it
 * @param harmless values with which Debezium does what is done here anyway; blank always is one
 * @param effect of any other value
 * @param remark what happens instead, or what to do
 */
record DebeziumKey(String name, Set<String> harmless, Effect effect, String remark) {

  /** What to make of a value that is not harmless. */
  enum Effect {
    /** Goes on without it, and says so. */
    IGNORED,
    /** Records would not be those that were asked for. */
    REFUSED
  }

  static DebeziumKey ignored(String name, String remark, String... harmless) {
    return new DebeziumKey(name, Set.of(harmless), Effect.IGNORED, remark);
  }

  static DebeziumKey refused(String name, String remark, String... harmless) {
    return new DebeziumKey(name, Set.of(harmless), Effect.REFUSED, remark);
  }

  /** Whether a key is meant: this one, or one of the family that begins with it and a dot. */
  boolean isMeantBy(String key) {
    return key.equals(name) || key.startsWith(name + ".");
  }

  boolean matters(String value) {
    return !value.isBlank() && !harmless.contains(value.trim());
  }
}
