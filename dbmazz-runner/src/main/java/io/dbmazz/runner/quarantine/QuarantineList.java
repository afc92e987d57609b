package io.dbmazz.runner.quarantine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;

/** Looks at a quarantine, whether or not a pipeline adds to it. */
public final class QuarantineList {

  private QuarantineList() {}

  /**
   * Shows every entry, oldest first; none when there is no such directory.
   *
   * @throws ConnectException when a file is damaged
   * @throws IOException when one cannot be read
   */
  public static void forEach(Path directory, Consumer<Entry> shown) throws IOException {
    QuarantineFiles files = new QuarantineFiles(directory);
    for (Path file : files.list()) {
      files.read(file).forEach(shown);
    }
  }
}
