package io.dbmazz.runner.connect;

import java.lang.reflect.InvocationTargetException;
import org.apache.kafka.common.config.ConfigException;

/** Makes connectors, tasks, transformations and predicates from the class path. */
public final class Plugins {

  private Plugins() {}

  /**
   * A new instance by class name.
   *
   * @param key of the configuration that holds the name, for messages
   * @throws ConfigException when there is no such class, or it cannot be what it should be
   */
  public static <T> T create(String key, String className, Class<T> type) {
    return create(key, load(key, className), type);
  }

  /** A new instance of a class that a plugin named. */
  static <T> T create(String key, Class<?> plugin, Class<T> type) {
    if (!type.isAssignableFrom(plugin)) {
      throw new ConfigException(key, plugin.getName(), "is not a " + type.getName());
    }
    try {
      return type.cast(plugin.getDeclaredConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw failure(key, plugin.getName(), "its constructor failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw failure(key, plugin.getName(), "has no public constructor without parameters", e);
    }
  }

  private static Class<?> load(String key, String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException | LinkageError e) {
      throw failure(key, className, "is not on the class path; put its jars into lib/", e);
    }
  }

  private static ConfigException failure(String key, String name, String why, Throwable cause) {
    ConfigException failure = new ConfigException(key, name, why);
    failure.initCause(cause);
    return failure;
  }
}
