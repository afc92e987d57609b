package io.dbmazz.runner.cli;

import io.dbmazz.runner.ConfigurationCheck;
import io.dbmazz.runner.RunnerConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dbmazz validate}. */
@Command(
    name = "validate",
    description =
        "Check the configuration and both ends, and print the statements that StarRocks would be"
            + " given; creates nothing.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  private static final int WRONG = 2;

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationFile file;

  /** For picocli. */
  ValidateCommand() {}

  @Override
  public Integer call() {
    RunnerConfig config = file.load();
    List<String> problems = ConfigurationCheck.problems(config);
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    int end = problems.isEmpty() ? showStatements(config, out) : WRONG;
    out.flush();
    return end;
  }

  private static int showStatements(RunnerConfig config, PrintWriter out) {
    List<String> statements;
    try {
      statements = ConfigurationCheck.statements(config);
    } catch (ConnectException e) {
      out.println(e.getMessage());
      return WRONG;
    }
    out.println("The configuration is valid");
    if (!statements.isEmpty()) {
      out.println("StarRocks will be asked for:");
      statements.forEach(statement -> out.println(statement + ";"));
    }
    return 0;
  }
}
