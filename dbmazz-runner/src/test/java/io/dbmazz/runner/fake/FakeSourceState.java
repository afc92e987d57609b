package io.dbmazz.runner.fake;

import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** What the fake source gives, and what it was told. Used by the test and the runner's threads. */
public final class FakeSourceState {

  private final BlockingQueue<Object> polls = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> startFailures = new LinkedBlockingQueue<>();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final List<String> filtered = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> starts = new CopyOnWriteArrayList<>();
  private final List<Optional<Long>> commits = new CopyOnWriteArrayList<>();
  private final AtomicInteger pollCount = new AtomicInteger();
  private volatile boolean streaming = true;
  private final AtomicInteger stops = new AtomicInteger();

  /** A record at an LSN, whose offset confirms that LSN. */
  public static SourceRecord record(String topic, long lsn) {
    return record(topic, lsn, "v" + lsn);
  }

  /** A tombstone at an LSN. */
  public static SourceRecord tombstone(String topic, long lsn) {
    return record(topic, lsn, null);
  }

  private static SourceRecord record(String topic, long lsn, String value) {
    return new SourceRecord(
        SourcePosition.partition("p"),
        offset(lsn),
        topic,
        Schema.STRING_SCHEMA,
        "k" + lsn,
        Schema.OPTIONAL_STRING_SCHEMA,
        value);
  }

  /** A heartbeat at an LSN. */
  public static SourceRecord heartbeat(long lsn) {
    return new SourceRecord(
        SourcePosition.partition("p"),
        offset(lsn),
        Heartbeat.topic("p"),
        Heartbeat.KEY,
        Heartbeat.key("p"),
        Heartbeat.VALUE,
        Heartbeat.value(1));
  }

  public static Map<String, Object> offset(long lsn) {
    return new SourcePosition(new Lsn(lsn), 0, new Lsn(lsn)).toOffset();
  }

  /** Plays a source that has no connection. */
  public void disconnect() {
    streaming = false;
  }

  /** And has one again. */
  public void connect() {
    streaming = true;
  }

  boolean isStreaming() {
    return streaming;
  }

  /** The next poll gives these. */
  public void give(SourceRecord... records) {
    polls.add(List.of(records));
  }

  /** The next poll throws this. */
  public void failPoll(RuntimeException failure) {
    polls.add(failure);
  }

  /** The next start of a task throws this. */
  public void failStart(RuntimeException failure) {
    startFailures.add(failure);
  }

  List<SourceRecord> poll() throws InterruptedException {
    pollCount.incrementAndGet();
    Object next = polls.poll(20, TimeUnit.MILLISECONDS);
    if (next instanceof RuntimeException failure) {
      throw failure;
    }
    return next == null ? null : cast(next);
  }

  @SuppressWarnings("unchecked")
  private static List<SourceRecord> cast(Object records) {
    return (List<SourceRecord>) records;
  }

  void started(Map<String, String> config) {
    starts.add(Map.copyOf(config));
    RuntimeException failure = startFailures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  void stopped() {
    stops.incrementAndGet();
  }

  void acknowledged(SourceRecord record, boolean delivered) {
    String position = record.topic() + "@" + record.sourceOffset().get("commit_lsn");
    acknowledged.add(position);
    if (!delivered) {
      filtered.add(position);
    }
  }

  void committed(Map<String, Object> stored) {
    commits.add(Optional.ofNullable(stored).map(offset -> (Long) offset.get("end_lsn")));
  }

  /** Records acknowledged, as topic@lsn, in order. */
  public List<String> acknowledged() {
    return new ArrayList<>(acknowledged);
  }

  /** Those of them that came without metadata. */
  public List<String> filtered() {
    return new ArrayList<>(filtered);
  }

  /** What the offset store held at each commit. */
  public List<Optional<Long>> commits() {
    return new ArrayList<>(commits);
  }

  /** Configuration of each start of a task. */
  public List<Map<String, String>> starts() {
    return new ArrayList<>(starts);
  }

  public int polls() {
    return pollCount.get();
  }

  public int stops() {
    return stops.get();
  }
}
