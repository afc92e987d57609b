package io.dbmazz.postgres.spool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What all spools together may hold in memory; the largest goes to its file first. */
final class SpoolMemory {

  private final SpoolSettings settings;
  private final List<Spool> spools = new ArrayList<>();
  private long used;

  SpoolMemory(SpoolSettings settings) {
    this.settings = settings;
  }

  /** A new spool, which counts until it is closed. */
  Spool open() {
    Spool spool = new Spool(settings.directory(), this);
    spools.add(spool);
    return spool;
  }

  /** A spool holds so many bytes more, or less. Writes to files until all is within bounds. */
  void changed(long bytes) {
    used += bytes;
    while (used > settings.memoryBytes()) {
      spools.stream()
          .max(Comparator.comparingLong(Spool::memoryBytes))
          .ifPresent(Spool::writeToFile);
    }
  }

  void closed(Spool spool) {
    spools.remove(spool);
  }

  /** Bytes in memory now. */
  long used() {
    return used;
  }
}
