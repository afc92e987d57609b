package io.dbmazz.runner.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOffsetStoreTest extends OffsetStoreContract {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("state").resolve("dbmazz.offsets");
  }

  @Override
  OffsetStore open() {
    return FileOffsetStore.open(file());
  }

  @Test
  void crashBetweenWritingAndRenamingLeavesTheOldOffset() throws IOException {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
    }
    Files.writeString(file().resolveSibling("dbmazz.offsets.tmp"), "dbmazz offsets 1\n{\"serv");

    try (OffsetStore store = open()) {
      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "1"));
      store.save(PARTITION, Map.of("lsn", "2"));
    }
    try (OffsetStore store = open()) {
      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "2"));
    }
  }

  @Test
  void savedFileIsReplacedNotRewritten() throws IOException {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      Object first = Files.getAttribute(file(), "unix:ino");
      store.save(PARTITION, Map.of("lsn", "2"));

      assertThat(Files.getAttribute(file(), "unix:ino")).isNotEqualTo(first);
    }
  }

  @Test
  void corruptFileIsAnErrorThatNamesItAndTheWayOut() throws IOException {
    Files.createDirectories(file().getParent());
    for (String text :
        new String[] {
          "", "something else\n", "dbmazz offsets 1\n{}", "dbmazz offsets 1\n{}\t{\"a"
        }) {
      Files.writeString(file(), text);

      assertThatThrownBy(this::open)
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("backup");
    }
  }

  @Test
  void corruptFileCanBeOpenedAfterItIsMended() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "broken");
    assertThatThrownBy(this::open).isInstanceOf(ConnectException.class);

    Files.delete(file());

    try (OffsetStore store = open()) {
      assertThat(store.load(PARTITION)).isEmpty();
    }
  }

  @Test
  void secondUserIsKeptOutUntilTheFirstCloses() {
    try (OffsetStore first = open()) {
      first.save(PARTITION, Map.of("lsn", "1"));

      assertThatThrownBy(this::open).hasMessageContaining("Another dbmazz process");
    }
    open().close();
  }

  @Test
  void saveThatFailsKeepsTheOldOffset() throws IOException {
    try (OffsetStore store = open()) {
      store.save(PARTITION, Map.of("lsn", "1"));
      Path blocked = Files.createDirectories(file().resolveSibling("dbmazz.offsets.tmp"));

      assertThatThrownBy(() -> store.save(PARTITION, Map.of("lsn", "2")))
          .isInstanceOf(RetriableException.class);

      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "1"));
      Files.delete(blocked);
      store.save(PARTITION, Map.of("lsn", "2"));
      assertThat(store.load(PARTITION)).contains(Map.of("lsn", "2"));
    }
  }
}
