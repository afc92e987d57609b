package io.dbmazz.runner;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * A file of properties in UTF-8, with {@code ${env:NAME}}, {@code ${file:PATH:KEY}} and {@code
 * ${dir:PATH:FILE}} replaced by Kafka's own ConfigProviders.
 */
final class PropertiesFile {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|dir):[^}]*}");

  private PropertiesFile() {}

  static Map<String, String> read(Path file, Map<String, String> environment) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(List.of("Cannot read " + file + ": " + e));
    }
    Map<String, String> plain = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> plain.put(k, properties.getProperty(k).trim()));
    return resolve(plain, environment);
  }

  private static Map<String, String> resolve(
      Map<String, String> plain, Map<String, String> environment) {
    Map<String, ConfigProvider> providers =
        Map.of(
            "env", new EnvVarConfigProvider(environment),
            "file", new FileConfigProvider(),
            "dir", new DirectoryConfigProvider());
    providers.values().forEach(provider -> provider.configure(Map.of()));
    ConfigTransformer transformer = new ConfigTransformer(providers);
    Map<String, String> resolved = new TreeMap<>();
    List<String> problems = new java.util.ArrayList<>();
    plain.forEach(
        (key, value) -> {
          try {
            resolved.put(key, resolve(value, transformer));
          } catch (ConfigException e) {
            problems.add(key + ": " + e.getMessage());
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
    return resolved;
  }

  /** Kafka leaves a reference that leads nowhere as it stands; here it is an error. */
  private static String resolve(String value, ConfigTransformer transformer) {
    Matcher references = REFERENCE.matcher(value);
    while (references.find()) {
      String reference = references.group();
      String found = transformer.transform(Map.of("value", reference)).data().get("value");
      if (found == null || found.equals(reference)) {
        throw new ConfigException(reference + " does not exist");
      }
    }
    return transformer.transform(Map.of("value", value)).data().get("value");
  }
}
