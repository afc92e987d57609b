package io.dbmazz.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Makes a standby's data directory from that of a primary that is down. */
final class StandbyDirectory {

  private StandbyDirectory() {}

  static void copy(Path primary, Path standby, int primaryPort, String slot) throws IOException {
    try (Stream<Path> files = Files.walk(primary)) {
      for (Path file : files.filter(file -> !file.equals(primary)).toList()) {
        if (!isOfTheProcess(file)) {
          Files.copy(file, standby.resolve(primary.relativize(file)));
        }
      }
    }
    // The server refuses a directory that others may look into.
    Files.setPosixFilePermissions(standby, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(standby.resolve("standby.signal"));
    Files.writeString(
        standby.resolve("postgresql.auto.conf"),
        """
        primary_conninfo = 'host=localhost port=%d user=postgres dbname=postgres'
        primary_slot_name = '%s'
        hot_standby_feedback = on
        """
            .formatted(primaryPort, slot),
        StandardOpenOption.APPEND);
  }

  private static boolean isOfTheProcess(Path file) {
    String name = file.getFileName().toString();
    return name.equals("postmaster.pid")
        || name.equals("epg-lock")
        || file.getParent().getFileName().toString().equals("pg_replslot")
        || file.getParent().getParent().getFileName().toString().equals("pg_replslot");
  }
}
