package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.load.LoadFailedException.Kind;
import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Sends a load once and finds out what became of it. Used by several loader threads.
 *
 * <p>Killed after the body was sent: the load commits or is rolled back without us, and its rows
 * come again from the last stored offsets. Answer lost: the load state decides, and as long as it
 * says nothing final the failure is UNSETTLED.
 */
final class SingleLoad implements LoadStep {

  private final StreamLoadClient client;
  private final LoadStates states;
  private final Refusals refusals;

  SingleLoad(StreamLoadClient client, LoadStates states, Refusals refusals) {
    this.client = client;
    this.states = states;
    this.refusals = refusals;
  }

  @Override
  public void load(LoadRequest request) {
    LoadReply reply;
    try {
      reply = client.load(request);
    } catch (NotConnectedException e) {
      throw new LoadFailedException(Kind.BUSY, request + ": " + e.getMessage(), e);
    } catch (UntrustedServerException e) {
      throw new ConnectException(request + ": " + e.getMessage(), e);
    } catch (IOException e) {
      settle(
          request, new LoadFailedException(Kind.UNSETTLED, request + ": the answer was lost", e));
      return;
    }
    act(request, reply);
  }

  private void act(LoadRequest request, LoadReply reply) {
    Verdict verdict = Verdicts.of(reply);
    switch (verdict) {
      case LOADED, LOADED_BEFORE -> {}
      case RUNNING, UNSURE -> settle(request, failure(Kind.UNSETTLED, request, reply));
      case BUSY -> {
        client.avoidCurrent();
        throw failure(Kind.BUSY, request, reply);
      }
      case CROWDED -> throw failure(Kind.CROWDED, request, reply);
      case UNEXPECTED -> throw failure(Kind.UNEXPECTED, request, reply);
      default -> throw refusals.of(verdict, request, reply);
    }
  }

  private void settle(LoadRequest request, LoadFailedException failure) {
    LoadState state;
    try {
      state = states.settled(request);
    } catch (IOException e) {
      client.avoidCurrent();
      failure.addSuppressed(e);
      throw failure;
    }
    if (state == LoadState.ABORTED) {
      throw new LoadFailedException(Kind.BUSY, request + " was rolled back by StarRocks", failure);
    }
    if (state != LoadState.COMMITTED) {
      throw failure;
    }
  }

  private static LoadFailedException failure(Kind kind, LoadRequest request, LoadReply reply) {
    return new LoadFailedException(kind, request + ": " + Refusals.words(reply));
  }
}
