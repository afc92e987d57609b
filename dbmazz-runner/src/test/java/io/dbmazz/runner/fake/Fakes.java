package io.dbmazz.runner.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a test finds the state of the connectors that the runner makes by class name. Each test has
 * its own, by the configuration key {@code fake.id}.
 */
public final class Fakes {

  private static final Map<String, Fakes> ALL = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String id = "fake-" + NUMBERS.incrementAndGet();
  private final FakeSourceState source = new FakeSourceState();
  private final FakeSinkState sink = new FakeSinkState();

  private Fakes() {}

  /** Fresh connectors for one test. */
  public static Fakes create() {
    Fakes fakes = new Fakes();
    ALL.put(fakes.id, fakes);
    return fakes;
  }

  static Fakes of(Map<String, String> config) {
    return ALL.get(config.get("fake.id"));
  }

  public FakeSourceState source() {
    return source;
  }

  public FakeSinkState sink() {
    return sink;
  }

  /** Configuration of the source, as a worker would get it. */
  public Map<String, String> sourceConfig() {
    return config(FakeSourceConnector.class, "test-source");
  }

  /** Configuration of the sink, as a worker would get it. */
  public Map<String, String> sinkConfig() {
    return config(FakeSinkConnector.class, "test-sink");
  }

  private Map<String, String> config(Class<?> connector, String name) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", connector.getName());
    config.put("name", name);
    config.put("topic.prefix", "p");
    config.put("fake.id", id);
    return config;
  }
}
