package io.dbmazz.postgres;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** A task in a process of its own, whose heap a test chooses. */
final class SmallHeapReader {

  private SmallHeapReader() {}

  /**
   * Polls until the task fails, and prints of each record its id and of the failure its message.
   *
   * @param args key=value of the configuration
   */
  public static void main(String[] args) {
    Map<String, String> properties =
        Arrays.stream(args)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    try (TestingWorker worker = new TestingWorker(new TestingOffsets())) {
      worker.start(properties);
      while (true) {
        TestingSource.ids(worker.poll()).forEach(id -> System.out.println("id " + id));
      }
    } catch (ConnectException e) {
      System.out.println(e.getMessage());
    }
  }
}
