package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.LoadTarget;
import io.dbmazz.starrocks.emulator.fault.Operation;
import java.util.Optional;

/**
 * The names in a transaction's request.
 *
 * @param operation empty for one that does not exist
 * @param operationName as in the path
 * @param database empty when not said, as the other names
 * @param table to load into
 * @param label of the transaction
 */
record TransactionCall(
    Optional<Operation> operation,
    String operationName,
    String database,
    String table,
    String label) {

  static TransactionCall of(Route route, Exchange exchange) {
    return new TransactionCall(
        Operation.ofTransaction(route.last()),
        route.last(),
        exchange.header("db").strip(),
        exchange.header("table").strip(),
        exchange.header("label").strip());
  }

  boolean is(Operation asked) {
    return operation.filter(asked::equals).isPresent();
  }

  /** What faults are chosen by; there is none for an operation that does not exist. */
  Optional<LoadTarget> target() {
    Optional<String> said = Optional.of(label).filter(text -> !text.isEmpty());
    return operation.map(known -> new LoadTarget(known, database, table, said));
  }
}
