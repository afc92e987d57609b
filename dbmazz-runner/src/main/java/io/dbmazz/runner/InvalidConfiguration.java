package io.dbmazz.runner;

import java.util.List;

/** A configuration that cannot be run; every problem names its key or variable and what to do. */
public final class InvalidConfiguration extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidConfiguration(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
