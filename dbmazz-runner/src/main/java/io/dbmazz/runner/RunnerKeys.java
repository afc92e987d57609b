package io.dbmazz.runner;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The runner's own keys: those that are not handed to a connector or a transformation. */
final class RunnerKeys {

  static final String SOURCE = "source.";
  static final String SINK = "sink.";

  /** Families that belong to the transformations, with their plain list keys. */
  static final List<String> TRANSFORMATIONS = List.of("transforms", "predicates");

  static final String GRPC_HOST = "grpc.host";
  static final String GRPC_PORT = "grpc.port";
  static final String GRPC_TLS_CERT = "grpc.tls.cert";
  static final String GRPC_TLS_KEY = "grpc.tls.key";
  static final String GRPC_TOKEN = "grpc.token";
  static final String OFFSET_STORAGE = "offset.storage";
  static final String OFFSET_FILE = "offset.storage.file.filename";
  static final String OFFSET_TABLE = "offset.storage.table";
  static final String OFFSET_URL = "offset.storage.url";
  static final String OFFSET_FLUSH = "offset.flush.interval.ms";
  static final String QUARANTINE_DIRECTORY = "quarantine.directory";
  static final String QUARANTINE_MAX_BYTES = "quarantine.max.bytes";
  static final String SHUTDOWN_TIMEOUT = "shutdown.timeout.ms";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              OFFSET_STORAGE,
              STRING,
              "postgres",
              ValidString.in("postgres", "file"),
              HIGH,
              "Where the source's offset is kept: in a table of PostgreSQL, or in a file.")
          .define(
              OFFSET_TABLE,
              STRING,
              "dbmazz_checkpoints",
              MEDIUM,
              "Table of the offsets, with or without schema. Created when missing.")
          .define(
              OFFSET_URL,
              PASSWORD,
              null,
              LOW,
              "PostgreSQL database of that table, as postgres://user:password@host:port/database."
                  + " By default the source's.")
          .define(
              OFFSET_FILE,
              STRING,
              "dbmazz.offsets",
              new NonEmptyString(),
              MEDIUM,
              "File of the offsets, for offset.storage=file. On a disk that outlives the process.")
          .define(
              OFFSET_FLUSH,
              LONG,
              500L,
              between(10, 60_000),
              LOW,
              "Milliseconds between two looks at what the sink has made durable. Does not delay"
                  + " rows; what was loaded since the last look is loaded again after a crash.")
          .define(
              QUARANTINE_DIRECTORY,
              STRING,
              "dbmazz.quarantine",
              new NonEmptyString(),
              MEDIUM,
              "Directory of the records that StarRocks refuses, with sink.errors.tolerance=all. They"
                  + " hold values of the source; nobody but the owner may read them. On a disk that"
                  + " outlives the process, one directory for each.")
          .define(
              QUARANTINE_MAX_BYTES,
              LONG,
              268_435_456L,
              atLeast(4096),
              LOW,
              "Bytes of that directory beyond which the pipeline stops instead of setting more"
                  + " records aside.")
          .define(
              GRPC_HOST,
              STRING,
              "127.0.0.1",
              new NonEmptyString(),
              MEDIUM,
              "Address on which the control server listens. Whoever reaches it can stop the"
                  + " pipeline: set grpc.token and TLS before opening it to a network.")
          .define(
              GRPC_PORT,
              INT,
              50_051,
              between(0, 65_535),
              MEDIUM,
              "Port of the control server; 0 for any that is free, which the log tells.")
          .define(
              GRPC_TLS_CERT,
              STRING,
              null,
              LOW,
              "PEM file of the control server's certificate chain. With it the server speaks TLS.")
          .define(
              GRPC_TLS_KEY, STRING, null, LOW, "PEM file of the certificate's key, not encrypted.")
          .define(
              GRPC_TOKEN,
              PASSWORD,
              null,
              LOW,
              "Token that calls must bear, as 'authorization: Bearer …'. Only grpc.health.v1.Health"
                  + " answers without it.")
          .define(
              SHUTDOWN_TIMEOUT,
              LONG,
              25_000L,
              between(0, 3_600_000),
              LOW,
              "Milliseconds that SIGTERM and SIGINT leave for draining. What is not loaded by then"
                  + " is read again by the next start.");

  private RunnerKeys() {}
}
