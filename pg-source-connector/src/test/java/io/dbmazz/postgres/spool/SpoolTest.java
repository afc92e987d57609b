package io.dbmazz.postgres.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.replication.WalData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

  @TempDir private Path directory;

  private SpoolMemory keeping(long bytes) {
    return new SpoolMemory(new SpoolSettings(bytes, directory));
  }

  private static WalData message(String text) {
    return TestingMessages.of('x', text);
  }

  private static List<String> texts(Spool spool) {
    List<String> texts = new ArrayList<>();
    spool
        .messages()
        .forEachRemaining(
            message -> {
              ByteBuffer payload = message.payload();
              byte[] text = new byte[payload.remaining() - 1];
              payload.get(1, text);
              texts.add(new String(text, StandardCharsets.US_ASCII));
            });
    return texts;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3_000, 200_000, 1 << 30})
  void messagesComeBackInOrderFromFileAndMemory(long memory) {
    try (Spool spool = keeping(memory).open()) {
      List<String> written = IntStream.range(0, 20_000).mapToObj(i -> "message " + i).toList();
      written.forEach(text -> spool.add(message(text)));

      assertThat(texts(spool)).isEqualTo(written);
      assertThat(spool.isInFile()).isEqualTo(memory < 1 << 30);
      assertThat(spool.memoryBytes()).isLessThanOrEqualTo(memory);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2_000, 1 << 20})
  void whatIsCutOffIsGoneAndWritingGoesOnThere(long memory) {
    try (Spool spool = keeping(memory).open()) {
      spool.add(message("first"));
      long cut = spool.end();
      IntStream.range(0, 300).forEach(i -> spool.add(message("aborted " + i)));

      spool.truncate(cut);
      assertThat(spool.end()).isEqualTo(cut);
      spool.add(message("last"));

      assertThat(texts(spool)).containsExactly("first", "last");
    }
  }

  @Test
  void largestSpoolGoesToItsFileFirst() {
    SpoolMemory memory = keeping(300_000);
    try (Spool large = memory.open();
        Spool small = memory.open()) {
      IntStream.range(0, 2_000).forEach(i -> large.add(message("large " + "x".repeat(80))));
      IntStream.range(0, 1_500).forEach(i -> small.add(message("small " + "x".repeat(80))));

      assertThat(large.isInFile()).isTrue();
      assertThat(small.isInFile()).isFalse();
      assertThat(memory.used()).isBetween(100_000L, 300_000L);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void messageLargerThanAnyBufferComesBack() {
    ByteBuffer payload = ByteBuffer.allocate(1_000_000);
    payload.put(999_999, (byte) 7);
    try (Spool spool = keeping(0).open()) {
      spool.add(new WalData(message("x").start(), payload));
      spool.add(message("next"));

      WalData back = spool.messages().next();

      assertThat(back.payload()).isEqualTo(payload);
      assertThat(back.start()).isEqualTo(message("x").start());
    }
  }

  @Test
  void fileIsGoneWithItsTransactionWhateverBecomesOfTheProcess() throws IOException {
    Spool spool = keeping(0).open();
    spool.add(message("x"));
    assertThat(spool.isInFile()).isTrue();
    boolean unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (unix) {
      assertThat(files()).as("without a name, so that a crash leaves nothing").isZero();
    }

    spool.close();

    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void directoryThatCannotBeWrittenToIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    try (Spool spool = new SpoolMemory(new SpoolSettings(0, file)).open()) {
      assertThatThrownBy(() -> spool.add(message("x")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("spool.directory");
    }
  }
}
