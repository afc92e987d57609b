package io.dbmazz.runner.cli;

import io.dbmazz.runner.RunnerConfig;
import io.dbmazz.runner.quarantine.Entry;
import io.dbmazz.runner.quarantine.QuarantineList;
import io.dbmazz.runner.quarantine.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dbmazz quarantine}. */
@Command(
    name = "quarantine",
    description = "Look at the records that StarRocks has refused, and load them once they fit.",
    mixinStandardHelpOptions = true)
final class QuarantineCommand implements Runnable {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  /** For picocli. */
  QuarantineCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or replay?");
  }

  @Command(
      description = "Show each record with its place and why it was refused, without its values.",
      mixinStandardHelpOptions = true)
  int list(@Mixin ConfigurationFile file) throws IOException {
    RunnerConfig config = file.load();
    AtomicInteger count = new AtomicInteger();
    QuarantineList.forEach(
        config.quarantineDirectory(),
        entry -> {
          count.incrementAndGet();
          print(entry);
        });
    out().printf("%d records in %s%n", count.get(), config.quarantineDirectory());
    out().flush();
    return 0;
  }

  private void print(Entry entry) {
    out()
        .printf(
            "%s %s %s %s%s: %s%n",
            entry.id(),
            entry.kept(),
            entry.topic(),
            entry.operation().map(operation -> operation + " ").orElse(""),
            entry.position().orElse("offset " + entry.offset()),
            entry.reason());
  }

  @Command(
      description =
          "Load the records, after the tables have been mended, and remove those that are loaded;"
              + " a newer row in the target stays. The pipeline may run meanwhile. Exits 0 when no"
              + " record is left.",
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin ConfigurationFile file,
      @Option(
              names = "--topic",
              paramLabel = "TOPIC",
              description = "Only records of this topic; may be given several times.")
          List<String> topics,
      @Option(
              names = "--without-version",
              description =
                  "Also records without a commit LSN, though they replace newer rows."
                      + " Stop the pipeline before.")
          boolean withoutVersion)
      throws IOException {
    RunnerConfig config = file.load();
    Set<String> wanted = topics == null ? Set.of() : Set.copyOf(topics);
    Map<String, String> sink = config.connectors().sink();
    PrintWriter out = out();
    Replay replay =
        withoutVersion
            ? Replay.withoutVersion(config.quarantineDirectory(), sink, wanted, out::println)
            : Replay.of(config.quarantineDirectory(), sink, wanted, out::println);
    Replay.Result result = replay.run();
    out.printf("%d records loaded, %d left%n", result.loaded(), result.left());
    out.flush();
    return result.left() == 0 ? 0 : FAILED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
