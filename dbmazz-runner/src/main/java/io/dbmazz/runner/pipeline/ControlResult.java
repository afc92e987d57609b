package io.dbmazz.runner.pipeline;

/**
 * What became of an operator's request.
 *
 * @param message for the operator: what happens now, or why nothing did
 */
public record ControlResult(boolean success, String message) {

  static ControlResult done(String message) {
    return new ControlResult(true, message);
  }

  static ControlResult refused(String message) {
    return new ControlResult(false, message);
  }
}
