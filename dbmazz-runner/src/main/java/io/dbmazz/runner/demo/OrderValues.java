package io.dbmazz.runner.demo;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;

/** Drawn values of one new or changed row; a few of them NULL. */
record OrderValues(
    int customer,
    long product,
    int quantity,
    BigDecimal amount,
    Optional<String> note,
    Optional<Boolean> gift) {

  private static final String[] NOTES = {
    "leave at the door", "naïve café, 3rd floor", "\"quoted\"\tand\ntwo lines \\", "礼物 🎁", ""
  };

  static OrderValues draw(Random random) {
    int note = random.nextInt(10);
    return new OrderValues(
        random.nextInt(100_000),
        random.nextInt(5_000),
        1 + random.nextInt(9),
        BigDecimal.valueOf(random.nextInt(1_000_000), 2),
        note < NOTES.length ? Optional.of(NOTES[note]) : Optional.empty(),
        note == 0 ? Optional.empty() : Optional.of(note > 7));
  }
}
