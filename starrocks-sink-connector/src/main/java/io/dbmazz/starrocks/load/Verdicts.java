package io.dbmazz.starrocks.load;

import java.util.List;
import java.util.Locale;

/**
 * Sorts the answers to Stream Loads. The words are those of StarRocks' sources (stream_load.cpp,
 * LoadAction.java, Load.java, DatabaseTransactionMgr.java), the first rule that fits decides.
 */
final class Verdicts {

  private record Rule(String words, Verdict verdict) {}

  private static final List<Rule> FAILURES =
      List.of(
          new Rule("too many filtered rows", Verdict.BAD_ROWS),
          new Rule("primary key size exceed the limit", Verdict.BAD_ROWS),
          new Rule("access denied", Verdict.DENIED),
          new Rule("no valid basic authorization", Verdict.DENIED),
          new Rule("need auth information", Verdict.DENIED),
          new Rule("unknown database", Verdict.NO_TABLE),
          new Rule("unknown table", Verdict.NO_TABLE),
          new Rule("failed to find table", Verdict.NO_TABLE),
          new Rule("transaction status unknown", Verdict.UNSURE),
          new Rule("transaction not found", Verdict.UNSURE),
          new Rule("current running txns", Verdict.BUSY),
          new Rule("txn num per be exceeds", Verdict.BUSY),
          new Rule("too many versions", Verdict.CROWDED),
          new Rule("compaction score", Verdict.CROWDED),
          new Rule("memory of", Verdict.BUSY),
          new Rule("mem_limit", Verdict.BUSY),
          new Rule("memory exceed", Verdict.BUSY),
          new Rule("not master", Verdict.BUSY),
          new Rule("shutting down", Verdict.BUSY),
          new Rule("try again later", Verdict.BUSY),
          new Rule("no backend alive", Verdict.BUSY),
          new Rule("no backend or compute node alive", Verdict.BUSY),
          new Rule("receive body don't equal", Verdict.BUSY),
          new Rule("exceeds quota", Verdict.FULL),
          new Rule("exceed the max size", Verdict.REFUSED),
          new Rule("exceed limit:", Verdict.REFUSED),
          new Rule("only support primary key table", Verdict.MISFIT),
          new Rule("only primary key table support", Verdict.MISFIT),
          new Rule("column has no default value", Verdict.MISFIT),
          new Rule("mapping column is not in table", Verdict.MISFIT),
          new Rule("not in partial update columns", Verdict.MISFIT),
          new Rule("duplicate column", Verdict.MISFIT),
          new Rule("merge condition column", Verdict.MISFIT),
          new Rule("can not be specified", Verdict.MISFIT),
          new Rule("cannot be resolved", Verdict.MISFIT),
          new Rule("unknown column", Verdict.MISFIT),
          new Rule("getting analyzing error", Verdict.MISFIT),
          new Rule("getting syntax error", Verdict.MISFIT),
          new Rule("timeout", Verdict.BUSY),
          new Rule("time out", Verdict.BUSY),
          new Rule("timed out", Verdict.BUSY));

  private Verdicts() {}

  static Verdict of(LoadReply reply) {
    if (reply.httpStatus() == 401 || reply.httpStatus() == 403) {
      return Verdict.DENIED;
    }
    if (reply.httpStatus() >= 500 || (reply.httpStatus() == 200 && reply.status().isEmpty())) {
      return Verdict.UNSURE;
    }
    if (reply.httpStatus() != 200) {
      return Verdict.REFUSED;
    }
    return switch (reply.status().toLowerCase(Locale.ROOT)) {
      // Rows left out are rows lost, whatever the status says.
      case "success", "ok" -> reply.droppedRows() > 0 ? Verdict.BAD_ROWS : Verdict.LOADED;
      case "publish timeout" -> Verdict.LOADED; // committed; visible a little later
      case "label already exists" -> existing(reply.existingJob());
      case "commit timeout" -> Verdict.UNSURE;
      default -> failure(reply.message().toLowerCase(Locale.ROOT));
    };
  }

  private static Verdict existing(String job) {
    return switch (job.toUpperCase(Locale.ROOT)) {
      case "FINISHED", "COMMITTED", "VISIBLE" -> Verdict.LOADED_BEFORE;
      case "RUNNING", "PREPARE", "PREPARED" -> Verdict.RUNNING;
      default -> Verdict.UNSURE;
    };
  }

  private static Verdict failure(String message) {
    return FAILURES.stream()
        .filter(rule -> message.contains(rule.words()))
        .map(Rule::verdict)
        .findFirst()
        .orElse(Verdict.UNEXPECTED);
  }
}
