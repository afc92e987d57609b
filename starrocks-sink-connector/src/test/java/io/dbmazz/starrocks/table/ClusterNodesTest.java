package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class ClusterNodesTest {

  private static SQLException denied() {
    return new SQLException("Access denied; you need OPERATE on SYSTEM", "42000", 1227);
  }

  @Test
  void frontEndsBackEndsAndComputeNodesBelongToTheCluster() {
    ScriptedSql sql =
        new ScriptedSql()
            .on("SHOW FRONTENDS", () -> List.of(Map.of("IP", "fe1", "HttpPort", "8030")))
            .on("SHOW BACKENDS", () -> List.of(Map.of("IP", "be1", "HttpPort", "8040")))
            .on("SHOW COMPUTE NODES", () -> List.of(Map.of("IP", "cn1", "HttpPort", "8041")));

    assertThat(new ClusterNodes(sql.catalog()).registered())
        .containsExactlyInAnyOrder(
            new ClusterNode("fe1", 8030),
            new ClusterNode("be1", 8040),
            new ClusterNode("cn1", 8041));
  }

  @Test
  void aUserWithoutThePrivilegeSeesNone() {
    ScriptedSql sql =
        new ScriptedSql()
            .on(
                "SHOW",
                () -> {
                  throw denied();
                });

    assertThat(new ClusterNodes(sql.catalog()).registered()).isEmpty();
  }

  @Test
  void noAnswerIsNotNoNodes() {
    ScriptedSql sql =
        new ScriptedSql()
            .on(
                "SHOW",
                () -> {
                  throw new SQLException("gone", "08S01");
                });

    assertThatThrownBy(() -> new ClusterNodes(sql.catalog()).registered())
        .isInstanceOf(RetriableException.class);
  }
}
