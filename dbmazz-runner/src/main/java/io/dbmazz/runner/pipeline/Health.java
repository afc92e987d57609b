package io.dbmazz.runner.pipeline;

/**
 * Whether changes are being replicated, and if not, why.
 *
 * @param serving true once replicating, paused and draining included
 * @param detail what is happening, in a few words
 * @param error what is wrong and how to mend it; empty when nothing is
 */
public record Health(boolean serving, Stage stage, String detail, String error) {

  static final Health REPLICATING = new Health(true, Stage.CDC, "Replicating", "");

  /** The same with other words. */
  Health saying(String other) {
    return new Health(serving, stage, other, error);
  }

  /** How far a process has come. */
  public enum Stage {
    INIT,
    SETUP,
    CDC
  }
}
