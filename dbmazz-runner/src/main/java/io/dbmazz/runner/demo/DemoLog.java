package io.dbmazz.runner.demo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the process's log to a temporary file, so that the terminal shows the demo alone. */
final class DemoLog {

  private static final String PATTERN = "%d %-5level [%thread] %logger{20} %msg%n";

  private final Path file;
  private final FileAppender<ILoggingEvent> appender;

  private DemoLog(Path file, FileAppender<ILoggingEvent> appender) {
    this.file = file;
    this.appender = appender;
  }

  /** Redirects the log; it stays in the file until {@link #discard}. */
  static DemoLog redirect() throws IOException {
    Path file = Files.createTempFile("dbmazz-demo", ".log");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setFile(file.toString());
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    return new DemoLog(file, appender);
  }

  Path file() {
    return file;
  }

  /** Removes the file; nothing is logged from here on. */
  void discard() throws IOException {
    appender.stop();
    Files.delete(file);
  }
}
