package io.dbmazz.runner.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The threads that our plugins have started in a worker. */
final class WorkerThreads {

  private WorkerThreads() {}

  /** Those with a class of ours on their stack, or a name of ours. */
  static List<String> ofPlugins(TestingWorker worker) {
    String pid = Long.toString(worker.process().pid());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, pid, "Thread.print").redirectErrorStream(true).start();
      String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("No thread dump of worker " + pid + ": " + dump);
      }
      return List.of(dump.split("\n\n")).stream()
          .filter(thread -> thread.contains("dbmazz") || thread.startsWith("\"starrocks-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("No thread dump of worker " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a thread dump", e);
    }
  }
}
