package io.dbmazz.runner.pipeline;

/** What an operator asks of the pipeline's thread. */
sealed interface Command {

  /** Load nothing more. */
  record Pause() implements Command {}

  /** Go on. */
  record Resume() implements Command {}

  /** Finish what was read, then end. */
  record Drain() implements Command {}

  /** End at once. */
  record Stop(SlotPolicy slot) implements Command {}

  /** Change settings. */
  record Reload(ReloadPlan plan) implements Command {}
}
