package io.dbmazz.starrocks.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final LoadTarget ORDERS =
      new LoadTarget(Operation.STREAM_LOAD, "shop", "orders", Optional.of("l1"));
  private static final LoadTarget ITEMS =
      new LoadTarget(Operation.STREAM_LOAD, "shop", "items", Optional.empty());

  private final Faults faults = new Faults();

  private Optional<Fault> backEnd(LoadTarget load) {
    return faults.take(Fault.Node.BACK_END, load);
  }

  @Test
  void nothingGoesWrongByItself() {
    assertThat(backEnd(ORDERS)).isEmpty();
  }

  @Test
  void aFaultIsSufferedAsOftenAsAsked() {
    faults.next(2, new Fault.ReplyLost());
    assertThat(faults.pending()).isEqualTo(2);
    assertThat(backEnd(ORDERS)).contains(new Fault.ReplyLost());
    assertThat(backEnd(ITEMS)).contains(new Fault.ReplyLost());
    assertThat(backEnd(ORDERS)).isEmpty();
    assertThat(faults.pending()).isZero();
  }

  @Test
  void faultsAreSufferedInOrder() {
    faults.next(new Fault.Fail("one"));
    faults.next(new Fault.Fail("two"));
    assertThat(backEnd(ORDERS)).contains(new Fault.Fail("one"));
    assertThat(backEnd(ORDERS)).contains(new Fault.Fail("two"));
  }

  @Test
  void otherTablesAreSpared() {
    faults.nextInto("orders", new Fault.CutInBody());
    assertThat(backEnd(ITEMS)).isEmpty();
    assertThat(backEnd(ORDERS)).contains(new Fault.CutInBody());
  }

  @Test
  void anyPropertyOfTheLoadMaySelectIt() {
    faults.next(1, load -> load.label().isPresent(), new Fault.PublishTimeout());
    assertThat(backEnd(ITEMS)).isEmpty();
    assertThat(backEnd(ORDERS)).contains(new Fault.PublishTimeout());
  }

  @Test
  void eachNodeSuffersItsOwn() {
    faults.next(new Fault.DeadBackEnd());
    faults.next(new Fault.ServerError(Fault.Node.FRONT_END));
    assertThat(backEnd(ORDERS)).isEmpty();
    assertThat(faults.take(Fault.Node.FRONT_END, ORDERS)).contains(new Fault.DeadBackEnd());
  }

  @Test
  void clearedFaultsDoNotHappen() {
    faults.next(new Fault.Unauthorized());
    faults.clear();
    assertThat(faults.take(Fault.Node.FRONT_END, ORDERS)).isEmpty();
  }

  @Test
  void anOperationMaySelectIt() {
    faults.nextAt(Operation.COMMIT, new Fault.ReplyLost());
    assertThat(backEnd(ORDERS)).isEmpty();
    assertThat(backEnd(new LoadTarget(Operation.COMMIT, "shop", "", Optional.of("l1"))))
        .contains(new Fault.ReplyLost());
  }

  @Test
  void onlyWhatSendsRowsLoadsIntoATable() {
    faults.nextInto("orders", new Fault.ReplyLost());
    assertThat(backEnd(new LoadTarget(Operation.BEGIN, "shop", "orders", Optional.of("l1"))))
        .isEmpty();
    assertThat(backEnd(new LoadTarget(Operation.LOAD, "shop", "orders", Optional.of("l1"))))
        .isPresent();
  }

  @Test
  void operationsAreFoundByNameInAnyCase() {
    assertThat(Operation.ofTransaction("Commit")).contains(Operation.COMMIT);
    assertThat(Operation.ofTransaction("stream_load")).isEmpty();
    assertThat(Operation.ofTransaction("finish")).isEmpty();
  }
}
