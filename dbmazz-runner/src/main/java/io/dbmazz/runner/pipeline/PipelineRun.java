package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.pipeline.PipelineStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the pipeline's thread does: starts the tasks, moves records round by round, and between two
 * rounds obeys the operator.
 */
final class PipelineRun {

  private final Mailbox mailbox;
  private final Orders orders;
  private final Tasks tasks;
  private final Starter starter;
  private final Replication replication;

  PipelineRun(
      Mailbox mailbox, Orders orders, Tasks tasks, Starter starter, Replication replication) {
    this.mailbox = mailbox;
    this.orders = orders;
    this.tasks = tasks;
    this.starter = starter;
    this.replication = replication;
  }

  /**
   * Runs until an order ends it.
   *
   * @throws RuntimeException what a connector threw and nothing can cure while it runs
   */
  PipelineEnd run() throws InterruptedException {
    try {
      return obeyAndMove();
    } finally {
      orders.abandon();
      starter.abandon();
    }
  }

  private PipelineEnd obeyAndMove() throws InterruptedException {
    while (orders.end().isEmpty()) {
      Optional<Mailbox.Request> request =
          mailbox.take(tasks.areRunning() ? Duration.ZERO : Replication.TICK);
      if (request.isPresent()) {
        orders.obey(request.get());
      } else if (tasks.areRunning()) {
        round();
      } else if (orders.state() == State.DRAINING && replication.isSettled()) {
        orders.end(PipelineEnd.DRAINED);
      } else {
        starter.attempt();
      }
    }
    return orders.end().orElseThrow();
  }

  private void round() throws InterruptedException {
    starter.watchStart();
    switch (orders.state()) {
      case RUNNING -> run(orders.isReloading());
      case PAUSED -> replication.rest();
      case DRAINING -> drain(orders.drain().orElseThrow());
      case STOPPED -> throw new IllegalStateException("No rounds after the end");
    }
    replication.acknowledgeWhenDue();
    honourReconfiguration();
    Optional<Orders.Reload> due = orders.takeReload(replication.isSettled());
    if (due.isPresent()) {
      starter.reload(due.get().plan(), due.get().answer());
    }
  }

  private void run(boolean reloading) throws InterruptedException {
    if (reloading) {
      replication.settle();
    } else {
      replication.move();
    }
  }

  private void drain(Drain drain) throws InterruptedException {
    if (drain.isReadingOver()) {
      replication.settle();
    } else {
      drain.saw(replication.move(), replication.position());
    }
    if (drain.isReadingOver() && replication.isSettled()) {
      orders.end(PipelineEnd.DRAINED);
    }
  }

  /** As a worker: a connector may ask for its task to be restarted. */
  private void honourReconfiguration() {
    if (orders.state() != State.RUNNING || orders.isReloading()) {
      return;
    }
    boolean source = tasks.source().source().connector().takeReconfiguration();
    boolean sink = tasks.sink().sink().connector().takeReconfiguration();
    if (source || sink) {
      orders.reload(ReloadPlan.again(tasks.configs(), source, sink), new CompletableFuture<>());
    }
  }
}
