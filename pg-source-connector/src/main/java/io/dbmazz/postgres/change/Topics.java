package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Relation;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Names of topics: {@code <prefix>.<schema>.<table>}, in which characters that Kafka forbids become
 * underscores, as in Debezium. Two tables must not end up in one topic, where their keys would mix.
 */
final class Topics {

  private static final Pattern FORBIDDEN = Pattern.compile("[^a-zA-Z0-9._-]");

  private record Owner(Oid oid, String schema, String table) {}

  private final String prefix;
  private final Map<String, Owner> owners = new HashMap<>();

  Topics(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The topic of a table.
   *
   * @throws ConnectException when another table has it
   */
  String topic(Relation relation) {
    String name = prefix + "." + relation.schema() + "." + relation.name();
    String topic = FORBIDDEN.matcher(name).replaceAll("_");
    Owner owner = new Owner(relation.oid(), relation.schema(), relation.name());
    Owner other = owners.putIfAbsent(topic, owner);
    if (other != null && !other.equals(owner) && isAnotherTable(owner, other)) {
      throw new ConnectException(
          String.format(
              "Tables \"%s\".\"%s\" and \"%s\".\"%s\" would share the topic %s: "
                  + "rename one, or leave one out with table.exclude.list",
              other.schema, other.table, owner.schema, owner.table, topic));
    }
    return topic;
  }

  /** A table that was dropped and created again has a new oid; one renamed has a new name. */
  private static boolean isAnotherTable(Owner one, Owner other) {
    boolean sameName = one.schema.equals(other.schema) && one.table.equals(other.table);
    return !sameName && !one.oid.equals(other.oid);
  }
}
