package io.dbmazz.postgres;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.transforms.Transformation;

/** Debezium's PostgreSQL connector, in a class loader of its own as on a worker. */
final class TestingDebezium {

  private static final Path JARS = Path.of("target/debezium");
  private static final String TASK = "io.debezium.connector.postgresql.PostgresConnectorTask";
  private static final String CONNECTOR = "io.debezium.connector.postgresql.PostgresConnector";
  private static final String FLATTENING = "io.debezium.transforms.ExtractNewRecordState";
  private static final ClassLoader LOADER = loader();

  private TestingDebezium() {}

  private static ClassLoader loader() {
    try (Stream<Path> jars = Files.list(JARS)) {
      URL[] urls = jars.map(TestingDebezium::url).toArray(URL[]::new);
      return new URLClassLoader(urls, TestingDebezium.class.getClassLoader());
    } catch (IOException e) {
      throw new IllegalStateException("The build copies Debezium to " + JARS, e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The keys of its definition, but for those that stand for a family. */
  static List<String> configurationKeys() {
    return inItsLoader(
        () ->
            ((SourceConnector) LOADER.loadClass(CONNECTOR).getConstructor().newInstance())
                .config().names().stream().filter(name -> !name.contains("(")).toList());
  }

  /** Starts a task, to be driven like one of ours. */
  static TestingWorker start(TestingSource source) {
    return inItsLoader(
        () ->
            new TestingWorker(
                    source.offsets(),
                    (SourceTask) LOADER.loadClass(TASK).getConstructor().newInstance())
                .start(Map.copyOf(source.properties())));
  }

  /** What Debezium's ExtractNewRecordState makes of records; those that it drops are left out. */
  static List<SourceRecord> flatten(List<SourceRecord> records, Map<String, String> settings) {
    return inItsLoader(
        () -> {
          Transformation<SourceRecord> flattening = flattening();
          flattening.configure(settings);
          List<SourceRecord> flat =
              records.stream().map(flattening::apply).filter(Objects::nonNull).toList();
          flattening.close();
          return flat;
        });
  }

  @SuppressWarnings("unchecked") // it takes every kind of record
  private static Transformation<SourceRecord> flattening() throws ReflectiveOperationException {
    return (Transformation<SourceRecord>)
        LOADER.loadClass(FLATTENING).getConstructor().newInstance();
  }

  /** Kafka and Debezium find further classes through the thread. */
  private static <T> T inItsLoader(Callable<T> work) {
    Thread current = Thread.currentThread();
    ClassLoader own = current.getContextClassLoader();
    current.setContextClassLoader(LOADER);
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException("Debezium did not start", e);
    } finally {
      current.setContextClassLoader(own);
    }
  }
}
