package io.dbmazz.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference page, made of the definitions of the keys and of nothing else. */
final class ConfigurationReference {

  private final StringBuilder page = new StringBuilder();

  private ConfigurationReference() {}

  static String of(ConfigDef runner, ConfigDef source, ConfigDef sink) {
    ConfigurationReference reference = new ConfigurationReference();
    reference.line("# Configuration");
    reference.line("");
    reference.line("<!-- Generated. After a change of a key: mvn test -pl dbmazz-runner -am");
    reference.line(
        "     -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false");
    reference.line("     -Ddbmazz.docs.write=true -->");
    reference.line("");
    reference.line(
        "`bin/dbmazz run FILE` reads a file of properties. Its keys are the runner's own,");
    reference.line("`transforms` and `predicates` as in a Connect worker, and those of the two");
    reference.line("connectors behind `source.` and `sink.`. A worker takes the connectors' keys");
    reference.line(
        "without that prefix. The environment variables of the README win over the file.");
    reference.line("The runner delivers every topic of its source: `sink.topics` and");
    reference.line("`sink.topics.regex` are for workers.");
    reference.section("Runner", "", runner);
    reference.section("Source", "source.", source);
    reference.section("Sink", "sink.", sink);
    return reference.page.toString();
  }

  private void section(String title, String prefix, ConfigDef definition) {
    line("");
    line("## " + title);
    groups(definition)
        .forEach(
            (group, keys) -> {
              if (!group.isEmpty()) {
                line("");
                line("### " + group);
              }
              line("");
              line("| key | default | meaning |");
              line("|---|---|---|");
              keys.forEach(key -> line(row(prefix, key)));
            });
  }

  private static Map<String, List<ConfigKey>> groups(ConfigDef definition) {
    Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
    definition
        .configKeys()
        .values()
        .forEach(
            key ->
                groups
                    .computeIfAbsent(
                        Optional.ofNullable(key.group).orElse(""), g -> new ArrayList<>())
                    .add(key));
    groups.values().forEach(keys -> keys.sort(Comparator.comparingInt(key -> key.orderInGroup)));
    return groups;
  }

  private static String row(String prefix, ConfigKey key) {
    return List.of(
            "`" + prefix + key.name + "`", value(key), cell(key.documentation + allowed(key)))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String value(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String text =
        key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
    return text.isEmpty() ? "none" : "`" + cell(text) + "`";
  }

  /** Only validators that describe themselves; the others would print their class. */
  private static String allowed(ConfigKey key) {
    String text = key.validator == null ? "" : key.validator.toString();
    return text.isEmpty() || text.contains("@") || text.contains("$$Lambda")
        ? ""
        : " Allowed: " + text + ".";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
