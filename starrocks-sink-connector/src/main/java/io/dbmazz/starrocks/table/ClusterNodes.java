package io.dbmazz.starrocks.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks StarRocks which nodes belong to it. */
public final class ClusterNodes {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterNodes.class);
  private static final List<String> STATEMENTS =
      List.of("SHOW FRONTENDS", "SHOW BACKENDS", "SHOW COMPUTE NODES");

  private final TableCatalog catalog;

  /** Asks over the catalogue's connection settings. */
  public ClusterNodes(TableCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The registered nodes, dead ones too. Empty when the user may not see them, which needs the
   * SYSTEM OPERATE privilege.
   *
   * @throws RetriableException when the SQL port does not answer
   */
  public Set<ClusterNode> registered() {
    Set<ClusterNode> nodes = new HashSet<>();
    for (String statement : STATEMENTS) {
      nodes.addAll(shown(statement));
    }
    return Set.copyOf(nodes);
  }

  private List<ClusterNode> shown(String statement) {
    try {
      return catalog.query(statement, statement).stream().map(ClusterNodes::node).toList();
    } catch (RetriableException e) {
      throw e;
    } catch (ConnectException e) {
      // Not a failure: the hosts that are configured may do. A redirect elsewhere is refused, and
      // that message says what to set.
      LOG.debug("{} is refused", statement, e);
      return List.of();
    }
  }

  private static ClusterNode node(Sql.Row row) {
    String host = row.text("IP").or(() -> row.text("Host")).orElse("");
    return new ClusterNode(host, (int) row.number("HttpPort"));
  }
}
