package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.ChangeReader;
import io.dbmazz.starrocks.errant.ErrantRecords;
import io.dbmazz.starrocks.errant.ErrantRecords.Errant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From records to what they ask for; those that make no sense are told apart. */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final ChangeReader reader;
  private final Optional<ErrantRecords> errants;
  private final SinkTaskContext context;

  Intake(ChangeReader reader, Optional<ErrantRecords> errants, SinkTaskContext context) {
    this.reader = reader;
    this.errants = errants;
    this.context = context;
  }

  /**
   * What records ask for.
   *
   * @param changes one by record
   * @param unreadable records that make no sense, which ask for nothing
   */
  record Taken(List<Change> changes, List<Errant> unreadable) {}

  /**
   * Reads records.
   *
   * @throws ConnectException when one cannot be taken
   */
  Taken read(Collection<SinkRecord> records) {
    List<Errant> unreadable = new ArrayList<>();
    List<Change> changes = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      Change change = read(record, unreadable);
      if (change instanceof Change.Truncate truncate) {
        requireOnePartition(truncate, record);
      }
      changes.add(change);
    }
    return new Taken(changes, unreadable);
  }

  private Change read(SinkRecord record, List<Errant> unreadable) {
    try {
      return reader.read(record);
    } catch (DataException e) {
      if (errants.isEmpty()) {
        throw e;
      }
      unreadable.add(new Errant(record, e));
      return Change.NOTHING;
    }
  }

  /** Rows of another partition may be older or newer than the truncate: nobody knows. */
  private void requireOnePartition(Change.Truncate truncate, SinkRecord record) {
    boolean others =
        context.assignment().stream()
            .anyMatch(
                assigned ->
                    assigned.topic().equals(record.originalTopic())
                        && assigned.partition() != record.originalKafkaPartition());
    if (others) {
      throw new ConnectException(
          String.format(
              "The source of table %s was truncated, but topic %s has several partitions, between"
                  + " which there is no order. Write the table to one partition, or truncate by"
                  + " hand and go on with truncate.mode=ignore",
              truncate.table(), record.originalTopic()));
    }
  }

  /** The record, where it is to be kept with its row in case that is refused. */
  Optional<SinkRecord> origin(SinkRecord record) {
    return errants.map(reported -> record);
  }

  /** Once only: nothing after it asks for the same records again. */
  void report(List<Errant> unreadable) {
    if (!unreadable.isEmpty()) {
      errants.orElseThrow().report(unreadable);
      LOG.warn(
          "{} records that make no sense were reported, the first because: {}",
          unreadable.size(),
          unreadable.get(0).reason().getMessage());
    }
  }

  /** The partition of a record before any transformation; the one before when it is the same. */
  static TopicPartition partition(SinkRecord record, TopicPartition last) {
    return last != null
            && last.partition() == record.originalKafkaPartition()
            && last.topic().equals(record.originalTopic())
        ? last
        : new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
