package io.dbmazz.runner.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** What every offset store does. */
abstract class OffsetStoreContract {

  static final Map<String, String> PARTITION = Map.of("server", "orders");

  /** A store over the same medium each time. */
  abstract OffsetStore open();

  @Test
  void unknownPartitionHasNoOffset() {
    try (OffsetStore store = open()) {
      assertThat(store.load(PARTITION)).isEmpty();
    }
  }

  @Test
  void savedOffsetOutlivesTheStore() {
    Map<String, Object> offset = Map.of("lsn", Long.MIN_VALUE, "ordinal", 3L, "note", "a\t\"b\"\n");
    try (OffsetStore store = open()) {
      store.save(PARTITION, offset);
    }

    try (OffsetStore store = open()) {
      Map<String, Object> loaded = store.load(PARTITION).orElseThrow();
      assertThat(loaded).containsEntry("note", "a\t\"b\"\n").containsEntry("lsn", Long.MIN_VALUE);
      assertThat(((Number) loaded.get("ordinal")).longValue()).isEqualTo(3);
    }
  }

  @Test
  void lastSaveWins() {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      store.save(PARTITION, Map.of("lsn", "2"));

      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "2"));
    }
  }

  @Test
  void partitionsDoNotDisturbEachOther() {
    Map<String, String> other = Map.of("server", "other");
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      store.save(other, Map.of("lsn", "2"));
      store.save(PARTITION, Map.of("lsn", "3"));

      assertThat(store.load(other)).contains(Map.of("lsn", "2"));
      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "3"));
    }
  }

  @Test
  void deletedOffsetIsGoneAndDeletingTwiceIsNoError() {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      store.delete(PARTITION);
      store.delete(PARTITION);

      assertThat(store.load(PARTITION)).isEmpty();
    }
  }

  @Test
  void orderOfKeysInAPartitionDoesNotMatter() {
    Map<String, String> one = new java.util.LinkedHashMap<>();
    one.put("a", "1");
    one.put("b", "2");
    Map<String, String> same = new java.util.LinkedHashMap<>();
    same.put("b", "2");
    same.put("a", "1");
    try (OffsetStore store = open()) {
      store.save(one, Map.of("lsn", "1"));

      assertThat(store.load(same)).contains(Map.of("lsn", "1"));
    }
  }

  @Test
  void onlyPrimitivesAreStored() {
    try (OffsetStore store = open()) {
      assertThatThrownBy(() -> store.save(PARTITION, Map.of("lsns", List.of(1))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("lsns");
    }
  }
}
