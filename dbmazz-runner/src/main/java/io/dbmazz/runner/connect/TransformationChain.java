package io.dbmazz.runner.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * Single message transformations in order, each behind its predicate, configured as in a worker:
 * {@code transforms}, {@code transforms.<alias>.type|predicate|negate|…}, {@code predicates},
 * {@code predicates.<alias>.type|…}. Used by one thread.
 */
public final class TransformationChain<R extends ConnectRecord<R>> {

  private static final String TRANSFORMS = "transforms";
  private static final String PREDICATES = "predicates";

  private final List<Stage<R>> stages;
  private final ClosingStack open;

  private record Stage<R extends ConnectRecord<R>>(
      Transformation<R> transformation, Optional<Predicate<R>> predicate, Applies applies) {

    R apply(R record) {
      boolean wanted =
          predicate.map(p -> p.test(record) == (applies == Applies.WHEN_TRUE)).orElse(true);
      return wanted ? transformation.apply(record) : record;
    }
  }

  private enum Applies {
    WHEN_TRUE,
    WHEN_FALSE
  }

  private TransformationChain(List<Stage<R>> stages, ClosingStack open) {
    this.stages = List.copyOf(stages);
    this.open = open;
  }

  /**
   * Loads and configures a chain.
   *
   * @param configs one after the other, each with predicates of its own; other keys are ignored
   * @throws ConfigException naming the key that is wrong
   */
  public static <R extends ConnectRecord<R>> TransformationChain<R> load(
      List<Map<String, String>> configs) {
    ClosingStack open = new ClosingStack();
    try {
      List<Stage<R>> stages = new ArrayList<>();
      for (Map<String, String> config : configs) {
        Map<String, Predicate<R>> predicates = predicates(config, open);
        for (String alias : aliases(config, TRANSFORMS)) {
          stages.add(stage(TRANSFORMS + "." + alias + ".", config, predicates, open));
        }
      }
      return new TransformationChain<>(stages, open);
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends ConnectRecord<R>> Map<String, Predicate<R>> predicates(
      Map<String, String> config, ClosingStack open) {
    Map<String, Predicate<R>> predicates = new HashMap<>();
    for (String alias : aliases(config, PREDICATES)) {
      String prefix = PREDICATES + "." + alias + ".";
      Map<String, String> own = below(config, prefix);
      Predicate<R> predicate = Plugins.create(prefix + "type", type(prefix, own), Predicate.class);
      open.push(prefix + "type", predicate::close);
      own.remove("type");
      predicate.configure(own);
      predicates.put(alias, predicate);
    }
    return predicates;
  }

  @SuppressWarnings("unchecked")
  private static <R extends ConnectRecord<R>> Stage<R> stage(
      String prefix,
      Map<String, String> config,
      Map<String, Predicate<R>> predicates,
      ClosingStack open) {
    Map<String, String> own = below(config, prefix);
    Transformation<R> transformation =
        Plugins.create(prefix + "type", type(prefix, own), Transformation.class);
    open.push(prefix + "type", transformation::close);
    String name = own.get("predicate");
    if (name != null && !predicates.containsKey(name)) {
      throw new ConfigException(prefix + "predicate", name, "is not listed in 'predicates'");
    }
    Stage<R> stage =
        new Stage<>(
            transformation,
            Optional.ofNullable(name).map(predicates::get),
            applies(prefix + "negate", own.getOrDefault("negate", "false")));
    own.keySet().removeAll(List.of("type", "predicate", "negate"));
    transformation.configure(own);
    return stage;
  }

  private static Applies applies(String key, String negate) {
    return switch (negate) {
      case "true" -> Applies.WHEN_FALSE;
      case "false" -> Applies.WHEN_TRUE;
      default -> throw new ConfigException(key, negate, "must be true or false");
    };
  }

  private static String type(String prefix, Map<String, String> own) {
    return Optional.ofNullable(own.get("type"))
        .orElseThrow(() -> new ConfigException("Missing '" + prefix + "type'"));
  }

  private static Map<String, String> below(Map<String, String> config, String prefix) {
    Map<String, String> own = new HashMap<>();
    config.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return own;
  }

  private static List<String> aliases(Map<String, String> config, String key) {
    List<String> aliases =
        Stream.of(config.getOrDefault(key, "").split(","))
            .map(String::trim)
            .filter(alias -> !alias.isEmpty())
            .toList();
    config.keySet().stream()
        .filter(name -> name.startsWith(key + "."))
        .forEach(name -> requireListed(name, key, aliases));
    return aliases;
  }

  private static void requireListed(String name, String key, List<String> aliases) {
    if (aliases.stream().noneMatch(alias -> name.startsWith(key + "." + alias + "."))) {
      throw new ConfigException("'" + name + "' belongs to nothing that '" + key + "' lists");
    }
  }

  /** The transformed record; empty when a transformation dropped it. */
  public Optional<R> apply(R record) {
    R current = record;
    for (Stage<R> stage : stages) {
      current = stage.apply(current);
      if (current == null) {
        return Optional.empty();
      }
    }
    return Optional.of(current);
  }

  /** Closes transformations and predicates. */
  public void close() {
    open.close();
  }
}
