package io.dbmazz.runner.cli;

import io.dbmazz.runner.ConfigurationCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dbmazz validate}. */
@Command(
    name = "validate",
    description = "Check the configuration and both ends; creates nothing.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  private static final int WRONG = 2;

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationFile file;

  /** For picocli. */
  ValidateCommand() {}

  @Override
  public Integer call() {
    List<String> problems = ConfigurationCheck.problems(file.load());
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(out::println);
    if (problems.isEmpty()) {
      out.println("The configuration is valid");
    }
    out.flush();
    return problems.isEmpty() ? 0 : WRONG;
  }
}
