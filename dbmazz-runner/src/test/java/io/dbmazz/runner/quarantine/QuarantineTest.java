package io.dbmazz.runner.quarantine;

import static io.dbmazz.runner.quarantine.Errants.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

  private static final long ROOM = 1 << 20;

  @TempDir private Path temporary;
  private Path directory;
  private Quarantine quarantine;

  @BeforeEach
  void open() {
    directory = temporary.resolve("quarantine");
    quarantine = opened(ROOM);
  }

  @AfterEach
  void close() {
    quarantine.close();
  }

  private Quarantine opened(long maxBytes) {
    Quarantine opened = new Quarantine(directory, maxBytes, Clock.systemUTC());
    opened.open();
    return opened;
  }

  /** As a process that was killed and started again. */
  private void restart(long maxBytes) {
    quarantine.close();
    quarantine = opened(maxBytes);
  }

  private List<Entry> entries() throws IOException {
    QuarantineFiles files = new QuarantineFiles(directory);
    List<Entry> entries = new ArrayList<>();
    for (Path file : files.list()) {
      entries.addAll(files.read(file));
    }
    return entries;
  }

  private long files() throws IOException {
    return new QuarantineFiles(directory).list().size();
  }

  @Test
  void aRecordIsKeptWithItsPlaceItsReasonAndItself() throws Exception {
    quarantine.report(Errants.change(7, 1, 0x1000), reason()).get();

    Entry entry = entries().get(0);
    assertThat(entry.topic()).isEqualTo(Errants.TOPIC);
    assertThat(entry.offset()).isEqualTo(7);
    assertThat(entry.position()).contains("0/1000/0");
    assertThat(entry.operation()).contains("u");
    assertThat(entry.reason()).isEqualTo(reason().getMessage());
    assertThat(RecordJson.read(entry.record(), SchemaJson::read, 7).value())
        .isEqualTo(Errants.change(7, 1, 0x1000).value());
  }

  @Test
  void recordsThatAreWaitedForTogetherAreWrittenTogetherInTheirOrder() throws Exception {
    Future<Void> first = quarantine.report(Errants.change(1, 1, 1), reason());
    Future<Void> second = quarantine.report(Errants.change(2, 2, 2), reason());
    assertThat(files()).isZero();
    assertThat(first.isDone()).isFalse();

    first.get();

    assertThat(second.isDone()).isTrue();
    assertThat(files()).isEqualTo(1);
    assertThat(entries()).extracting(Entry::offset).containsExactly(1L, 2L);
  }

  @Test
  void aRecordThatNobodyWaitsForIsKeptBeforeOffsetsAreStored() throws Exception {
    assertThat(quarantine.report(Errants.change(1, 1, 1), reason())).isNotDone();

    quarantine.awaitKept();

    assertThat(entries()).hasSize(1);
  }

  @Test
  void theSameChangeAfterACrashIsRecognisedThoughItsOffsetIsAnother() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    restart(ROOM);

    quarantine.report(Errants.change(900, 1, 1), reason()).get();
    quarantine.report(Errants.change(901, 1, 2), reason()).get();

    assertThat(entries()).extracting(Entry::offset).containsExactly(1L, 901L);
  }

  @Test
  void recordsThatOnlyLookAlikeAreAllKept() throws Exception {
    quarantine.report(Errants.snapshot(1, 1), reason()).get();
    quarantine.report(Errants.snapshot(2, 1), reason()).get();
    quarantine.report(Errants.plain(3, "x"), reason()).get();
    quarantine.report(Errants.plain(4, "x"), reason()).get();

    assertThat(entries()).extracting(Entry::offset).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aChangeThatAReplayHasRemovedIsKeptAgainWhenItIsRefusedAgain() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    QuarantineFiles files = new QuarantineFiles(directory);
    files.leave(files.list().get(0), List.of());

    quarantine.report(Errants.change(2, 1, 1), reason()).get();

    assertThat(entries()).extracting(Entry::offset).containsExactly(2L);
  }

  @Test
  void aFullQuarantineTakesNoMoreAndSaysWhatToDo() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    long one = new QuarantineFiles(directory).size();
    restart(2 * one + one / 2);
    quarantine.report(Errants.change(2, 2, 2), reason()).get();

    assertThatThrownBy(() -> quarantine.report(Errants.change(3, 3, 3), reason()))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContainingAll("quarantine.max.bytes", "dbmazz quarantine replay")
        .hasMessageNotContaining("secret");
    assertThat(entries()).hasSize(2);

    QuarantineFiles files = new QuarantineFiles(directory);
    files.leave(files.list().get(0), List.of());
    quarantine.report(Errants.change(4, 4, 4), reason()).get();
    assertThat(entries()).extracting(Entry::offset).containsExactly(2L, 4L);
  }

  @Test
  void recordsOfOneGroupCountBeforeTheyAreWritten() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    long one = new QuarantineFiles(directory).size();
    restart(2 * one + one / 2);
    assertThat(quarantine.report(Errants.change(2, 2, 2), reason())).isNotDone();

    assertThatThrownBy(() -> quarantine.report(Errants.change(3, 3, 3), reason()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aRecordThatCannotBeWrittenIsNeverCalledKept() throws Exception {
    Future<Void> kept = quarantine.report(Errants.change(1, 1, 1), reason());
    Files.createDirectories(directory.resolve("pipeline.tmp").resolve("in the way"));

    assertThatThrownBy(kept::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(directory.toString());
    assertThatThrownBy(quarantine::awaitKept).isInstanceOf(ConnectException.class);
    assertThatThrownBy(quarantine::awaitKept).isInstanceOf(ConnectException.class);
  }

  @Test
  void nobodyButTheOwnerMayReadIt() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();

    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(new QuarantineFiles(directory).list().get(0))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatACrashLeftOfAFileIsNoEntry() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    Files.writeString(directory.resolve("pipeline.tmp"), "{\"id\":\"ha");
    restart(ROOM);

    quarantine.report(Errants.change(2, 2, 2), reason()).get();

    assertThat(entries()).hasSize(2);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "0000000000000001.jsonl", "0000000000000002.jsonl", "pipeline.lock");
    }
  }

  @Test
  void aDamagedFileIsNamedWithItsLineAndNothingIsSkipped() throws Exception {
    quarantine.report(Errants.change(1, 1, 1), reason()).get();
    Path file = new QuarantineFiles(directory).list().get(0);
    Files.writeString(file, "{\"id\":\"half\n", StandardOpenOption.APPEND);
    quarantine.close();

    assertThatThrownBy(() -> opened(ROOM))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("Line 2", file.toString());
  }

  @Test
  void aSecondPipelineIsKeptOut() {
    assertThatThrownBy(() -> opened(ROOM))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("quarantine.directory");
  }
}
