package io.dbmazz.postgres;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The server in a jar that is not on the class path, where two versions of it could not be. Without
 * one, tests run the server of the class path, {@code postgres.binaries.version} of the build.
 */
record ServerBinaries(Path jar) implements PgBinaryResolver {

  private static final String PROPERTY = "postgres.jar";

  /** The jar that the system property {@code postgres.jar} names. */
  static Optional<ServerBinaries> chosen() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(ServerBinaries::new);
  }

  /** The only archive in the jar, which is one for this system already. */
  @Override
  public InputStream getPgBinary(String system, String architecture) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      JarEntry archive =
          opened.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new FileNotFoundException("No server in " + jar));
      try (InputStream content = opened.getInputStream(archive)) {
        return new ByteArrayInputStream(content.readAllBytes());
      }
    }
  }
}
