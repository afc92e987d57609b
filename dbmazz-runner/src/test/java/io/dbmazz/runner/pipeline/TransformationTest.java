package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.FakePipeline;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stock transformations and predicates between source and sink. */
class TransformationTest {

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  private void dropTopic(String regex) {
    fake.transform("transforms", "drop")
        .transform("transforms.drop.type", Filter.class.getName())
        .transform("transforms.drop.predicate", "unwanted")
        .transform("predicates", "unwanted")
        .transform("predicates.unwanted.type", TopicNameMatches.class.getName())
        .transform("predicates.unwanted.pattern", regex);
  }

  @Test
  void droppedRecordCountsAsAcknowledged() {
    dropTopic("b");
    fake.startAndAwait().source().give(record("a", 1), record("b", 2));
    fake.until(() -> fake.sink().taken().size() == 1);
    fake.sink().makeEverythingDurable();

    fake.until(() -> fake.store().saved().contains(2L));
    assertThat(fake.source().acknowledged()).containsExactly("a@1", "b@2");
    assertThat(fake.source().filtered()).containsExactly("b@2");
  }

  @Test
  void droppedRecordWaitsForTheRecordsBeforeIt() {
    dropTopic("b");
    fake.startAndAwait().source().give(record("a", 1), record("b", 2));
    fake.until(() -> fake.sink().taken().size() == 1).letItRun();

    assertThat(fake.store().saved()).isEmpty();
    assertThat(fake.source().acknowledged()).isEmpty();
  }

  @Test
  void negatedPredicateAppliesToTheOthers() {
    dropTopic("b");
    fake.transform("transforms.drop.negate", "true");
    fake.startAndAwait().source().give(record("a", 1), record("b", 2));

    fake.until(() -> fake.sink().taken().size() == 1);
    assertThat(fake.sink().values()).containsExactly("v2");
  }

  @Test
  void renamedTopicIsTheRecordsTopic() {
    fake.transform("transforms", "route")
        .transform("transforms.route.type", RegexRouter.class.getName())
        .transform("transforms.route.regex", "(.*)")
        .transform("transforms.route.replacement", "x-$1");
    fake.startAndAwait().source().give(record("a", 1));
    fake.sink().makeEverythingDurable();

    fake.until(() -> fake.source().acknowledged().size() == 1);
    assertThat(fake.sink().taken().get(0).topic()).isEqualTo("x-a");
    assertThat(fake.source().acknowledged()).containsExactly("a@1");
  }

  @Test
  void sinkTransformationKeepsTheOriginalTopicForTheOffsets() {
    fake.sink("transforms", "route")
        .sink("transforms.route.type", RegexRouter.class.getName())
        .sink("transforms.route.regex", "(.*)")
        .sink("transforms.route.replacement", "x-$1");
    fake.startAndAwait().source().give(record("a", 1));
    fake.sink().makeEverythingDurable();

    fake.until(() -> fake.store().saved().contains(1L));
    SinkRecord taken = fake.sink().taken().get(0);
    assertThat(taken.topic()).isEqualTo("x-a");
    assertThat(taken.originalTopic()).isEqualTo("a");
  }

  @Test
  void sourceTransformationComesBeforeTheRunners() {
    fake.source("transforms", "one")
        .source("transforms.one.type", RegexRouter.class.getName())
        .source("transforms.one.regex", "a")
        .source("transforms.one.replacement", "b");
    dropTopic("b");
    fake.startAndAwait().source().give(record("a", 1));

    fake.until(() -> fake.store().saved().contains(1L));
    assertThat(fake.sink().taken()).isEmpty();
  }

  @Test
  void transformationThatFailsEndsThePipelineBecauseItsRecordsDoNotComeAgain() throws Exception {
    fake.transform("transforms", "bad")
        .transform("transforms.bad.type", RetriableTransformation.class.getName());
    fake.startAndAwait().source().give(record("a", 1));

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
    assertThat(fake.store().saved()).isEmpty();
  }

  @Test
  void wrongTransformationFailsSetupAndSaysWhich() {
    fake.transform("transforms", "gone").transform("transforms.gone.type", "com.example.Gone");
    fake.start().until(() -> !fake.pipeline().health().error().isEmpty());

    Health health = fake.pipeline().health();
    assertThat(health.detail()).isEqualTo("Setup failed");
    assertThat(health.error()).contains("transforms.gone.type").contains("com.example.Gone");
  }
}
