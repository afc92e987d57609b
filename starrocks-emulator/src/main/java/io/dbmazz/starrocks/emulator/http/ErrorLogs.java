package io.dbmazz.starrocks.emulator.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The newest error logs, for the back end's threads. */
final class ErrorLogs {
  private static final int CAPACITY = 1000;

  private final Map<String, String> files =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > CAPACITY;
        }
      };

  /** Keeps the lines and returns the name of their file. */
  synchronized String add(List<String> lines) {
    String file = "error_log_" + UUID.randomUUID().toString().replace("-", "");
    files.put(file, String.join("\n", lines) + "\n");
    return file;
  }

  synchronized Optional<String> file(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
