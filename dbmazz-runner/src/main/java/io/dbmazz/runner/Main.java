package io.dbmazz.runner;

import io.dbmazz.runner.cli.DbmazzCommand;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code: 0 as asked, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(DbmazzCommand.execute(arguments));
  }
}
