package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dbmazz.runner.demo.EventMix.Event;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventMixTest {

  private static final int DRAWS = 100_000;

  @Test
  void seventyPercentInsertTwentyFiveUpdateFiveDelete() {
    Map<String, Integer> counts = new java.util.TreeMap<>();
    EventMix mix = new EventMix(new Random(7));
    for (int i = 0; i < DRAWS; i++) {
      String verb = mix.next().name();
      counts.merge(verb.substring(0, verb.indexOf('_')), 1, Integer::sum);
    }

    assertThat(counts.get("INSERT") / (double) DRAWS).isCloseTo(0.70, within(0.01));
    assertThat(counts.get("UPDATE") / (double) DRAWS).isCloseTo(0.25, within(0.01));
    assertThat(counts.get("DELETE") / (double) DRAWS).isCloseTo(0.05, within(0.01));
  }

  @Test
  void everyEventHappens() {
    Map<Event, Integer> counts = new EnumMap<>(Event.class);
    EventMix mix = new EventMix(new Random(7));
    for (int i = 0; i < DRAWS; i++) {
      counts.merge(mix.next(), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys(Event.values());
  }
}
