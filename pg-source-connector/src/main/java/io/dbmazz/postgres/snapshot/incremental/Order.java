package io.dbmazz.postgres.snapshot.incremental;

import java.util.List;
import java.util.regex.Pattern;

/** What a signal asks for. */
sealed interface Order {

  /** To read tables anew. */
  record Execute(List<Pattern> tables) implements Order {
    public Execute {
      tables = List.copyOf(tables);
    }
  }

  /** To stop reading tables; all, when none is named. */
  record Stop(List<Pattern> tables) implements Order {
    public Stop {
      tables = List.copyOf(tables);
    }
  }
}
