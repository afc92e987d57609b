package io.dbmazz.starrocks;

import org.apache.kafka.common.config.ConfigException;

/** What is wrong with a key, without repeating its value, which may hold a password. */
final class Problems {

  private Problems() {}

  static ConfigException at(String key, String reason) {
    return new ConfigException("Invalid " + key + ": " + reason);
  }
}
