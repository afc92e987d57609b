package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Insert;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads messages through {@link PendingTransactions} and notes what comes out, in short. */
final class TestingReader {

  private final PendingTransactions pending;
  private final List<String> taken = new ArrayList<>();

  TestingReader(Predicate<Lsn> delivered) {
    pending = new PendingTransactions(TestingMessages.keeping(1 << 20), delivered);
  }

  PendingTransactions pending() {
    return pending;
  }

  void read(WalData... messages) {
    for (WalData message : messages) {
      if (pending.accept(message) == Fate.DECODE) {
        note(new PgOutputDecoder().decode(message.payload()));
      }
      pending.takeReleased().ifPresent(this::replay);
    }
  }

  private void replay(Replay replay) {
    for (Optional<Replay.Step> step = replay.current(); step.isPresent(); step = replay.current()) {
      note(step.get().message());
      replay.advance();
    }
  }

  private void note(PgOutputMessage message) {
    if (message instanceof Begin begin) {
      taken.add("begin " + begin.xid() + " " + begin.finalLsn());
    } else if (message instanceof Commit commit) {
      taken.add("commit " + commit.endLsn());
    } else if (message instanceof Relation relation) {
      taken.add(relation.columns().get(0).name());
    } else {
      var row = ((Insert) message).after();
      taken.add(new String(row.data(), row.offset(0), row.length(0), StandardCharsets.US_ASCII));
    }
  }

  /** Everything: rows as numbers, descriptions by the name of their column. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  List<String> rows() {
    return taken.stream().filter(text -> Character.isDigit(text.charAt(0))).toList();
  }
}
