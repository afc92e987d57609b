package io.dbmazz.runner.fake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What the fake sink was given, and what it calls durable: nothing until the test says so. Used by
 * the test and the pipeline's thread.
 */
public final class FakeSinkState {

  private final List<List<SinkRecord>> puts = new ArrayList<>();
  private final List<SinkRecord> taken = new ArrayList<>();
  private final List<Map<String, String>> starts = new ArrayList<>();
  private final List<TopicPartition> opened = new ArrayList<>();
  private final BlockingQueue<RuntimeException> callFailures = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> putFailures = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> startFailures = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> preCommitFailures = new LinkedBlockingQueue<>();
  private final Map<TopicPartition, Long> durable = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();
  private Optional<SinkTaskContext> context = Optional.empty();
  private boolean everythingDurable;
  private boolean durableWhenFlushed;
  private int calls;
  private int stops;

  synchronized void started(Map<String, String> config, SinkTaskContext given) {
    starts.add(Map.copyOf(config));
    context = Optional.of(given);
    RuntimeException failure = startFailures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  synchronized void opened(Collection<TopicPartition> partitions) {
    opened.addAll(partitions);
  }

  synchronized void put(Collection<SinkRecord> records) {
    calls++;
    RuntimeException notReady = callFailures.poll();
    if (notReady != null) {
      throw notReady;
    }
    if (!records.isEmpty()) {
      puts.add(List.copyOf(records));
      RuntimeException failure = putFailures.poll();
      if (failure != null) {
        throw failure;
      }
      taken.addAll(records);
    }
  }

  synchronized void flushed() {
    everythingDurable |= durableWhenFlushed;
  }

  synchronized Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    RuntimeException failure = preCommitFailures.poll();
    if (failure != null) {
      throw failure;
    }
    if (everythingDurable) {
      return delivered;
    }
    Map<TopicPartition, OffsetAndMetadata> answer = new HashMap<>(kept);
    durable.forEach((partition, offset) -> answer.put(partition, new OffsetAndMetadata(offset)));
    return answer;
  }

  synchronized void stopped() {
    stops++;
  }

  /** Calls everything durable from now on. */
  public synchronized void makeEverythingDurable() {
    everythingDurable = true;
  }

  /** Calls everything durable once it is asked to flush. */
  public synchronized void makeDurableWhenFlushed() {
    durableWhenFlushed = true;
  }

  /** Calls the first records taken of a topic durable. */
  public synchronized void makeDurable(String topic, int count) {
    List<SinkRecord> ofTopic =
        taken.stream().filter(record -> record.originalTopic().equals(topic)).toList();
    durable.put(new TopicPartition(topic, 0), ofTopic.get(count - 1).originalKafkaOffset() + 1);
  }

  /** It has kept this position of its own, from before it was started. */
  public synchronized void keep(TopicPartition partition, OffsetAndMetadata position) {
    kept.put(partition, position);
  }

  /** The next put of records throws this. */
  public void failPut(RuntimeException failure) {
    putFailures.add(failure);
  }

  /** The next put throws this, with records or without. */
  public void failCall(RuntimeException failure) {
    callFailures.add(failure);
  }

  /** The next start of a task throws this. */
  public void failStart(RuntimeException failure) {
    startFailures.add(failure);
  }

  /** The next preCommit throws this. */
  public void failPreCommit(RuntimeException failure) {
    preCommitFailures.add(failure);
  }

  /** Values of the records that put has taken, in order. */
  public synchronized List<Object> values() {
    return taken.stream().map(SinkRecord::value).toList();
  }

  /** The records that put has taken. */
  public synchronized List<SinkRecord> taken() {
    return List.copyOf(taken);
  }

  /** Every call of put with records, failed ones too. */
  public synchronized List<List<SinkRecord>> puts() {
    return List.copyOf(puts);
  }

  /** Calls of put, without records too. */
  public synchronized int calls() {
    return calls;
  }

  /** Configuration of each start of a task. */
  public synchronized List<Map<String, String>> starts() {
    return List.copyOf(starts);
  }

  public synchronized List<TopicPartition> opened() {
    return List.copyOf(opened);
  }

  public synchronized int stops() {
    return stops;
  }

  /** The context of the task that was started last. */
  public synchronized SinkTaskContext context() {
    return context.orElseThrow();
  }
}
