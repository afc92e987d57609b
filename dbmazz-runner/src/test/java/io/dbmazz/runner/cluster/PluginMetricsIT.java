package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * KIP-877: the connectors' own metrics in a worker that has a place for them, and in one without.
 */
class PluginMetricsIT {

  @AutoClose private final Deployment deployment = Deployment.ofOrders();

  /** The numbers of all metrics that plugins gave the worker for a connector, by name. */
  @SuppressWarnings("BanJNDI") // the address is that of a process of ours
  private static Map<String, Number> metrics(String connector) throws Exception {
    String pid = Long.toString(TestingWorker.shared().process().pid());
    VirtualMachine worker = VirtualMachine.attach(pid);
    try (JMXConnector jmx =
        JMXConnectorFactory.connect(new JMXServiceURL(worker.startLocalManagementAgent()))) {
      return read(jmx.getMBeanServerConnection(), connector);
    } finally {
      worker.detach();
    }
  }

  private static Map<String, Number> read(MBeanServerConnection beans, String connector)
      throws IOException, JMException {
    Map<String, Number> metrics = new HashMap<>();
    ObjectName plugins = new ObjectName("kafka.connect:type=plugins,*");
    for (ObjectName name : beans.queryNames(plugins, null)) {
      if (name.getKeyProperty("connector").equals(connector)) {
        for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
          if (beans.getAttribute(name, attribute.getName()) instanceof Number number) {
            metrics.put(attribute.getName(), number);
          }
        }
      }
    }
    return metrics;
  }

  @Test
  void metricsOfBothConnectorsAreShownByAWorkerThatTakesThem() throws Exception {
    deployment.start();
    Site site = deployment.site();
    site.source(Orders.insert(1, 100));
    site.awaitEqual(Orders.TABLE);

    if (!StockKafka.chosen().isAtLeast(4, 1)) {
      assertThat(metrics(deployment.source())).isEmpty();
      assertThat(metrics(deployment.sink())).isEmpty();
      return;
    }
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics(deployment.source()).get(ConnectorMetrics.CONFIRMED_LSN))
                    .isEqualTo(site.confirmed().value()));
    assertThat(metrics(deployment.source()))
        .containsEntry(ConnectorMetrics.STREAMING, 1L)
        .containsKeys(ConnectorMetrics.SLOT_RETAINED_BYTES, ConnectorMetrics.QUEUED_BYTES);
    assertThat(metrics(deployment.sink()))
        .containsEntry(ConnectorMetrics.ROWS_LOADED_TOTAL, 100L)
        .containsEntry(ConnectorMetrics.BUFFERED_ROWS, 0L)
        .containsKeys(ConnectorMetrics.LOADS_TOTAL, ConnectorMetrics.LOAD_RETRIES_TOTAL);
  }
}
