package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.table.ClusterNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedHostsTest {

  private static final URI FE = URI.create("http://fe1:8030/api/shop/orders/_stream_load");
  private static final String PATH = "/api/shop/orders/_stream_load?x=1";

  private static TrustedHosts trusting(Map<String, String> mapped, ClusterNode... registered) {
    return new TrustedHosts(
        List.of(URI.create("http://fe1:8030")), mapped, () -> Set.of(registered));
  }

  private static String follow(TrustedHosts hosts, String location) {
    return hosts.follow(FE, location).toString();
  }

  @Test
  void configuredHostsAreTrustedOnAnyPort() {
    assertThat(follow(trusting(Map.of()), "http://FE1:8040" + PATH))
        .isEqualTo("http://FE1:8040" + PATH);
  }

  @Test
  void registeredNodesAreTrustedOnTheirPort() {
    TrustedHosts hosts = trusting(Map.of(), new ClusterNode("10.0.0.7", 8040));

    assertThat(follow(hosts, "http://10.0.0.7:8040" + PATH))
        .isEqualTo("http://10.0.0.7:8040" + PATH);
    assertThatThrownBy(() -> follow(hosts, "http://10.0.0.7:9999" + PATH))
        .isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example:8040/x",
        "http://fe1.evil.example/x",
        "http://fe1@evil.example/x",
        "//evil.example/x",
        "http://169.254.169.254/x"
      })
  void otherHostsAreRefusedWithThePropertyToSet(String location) {
    assertThatThrownBy(() -> follow(trusting(Map.of()), location))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("redirect.host.map=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "gopher://fe1/x", "http:///x", "not a url", "http:"})
  void whatIsNoHttpUrlIsRefused(String location) {
    assertThatThrownBy(() -> follow(trusting(Map.of()), location))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aMappedHostIsReplacedAndTrusted() {
    Map<String, String> map =
        Map.of("10.0.0.7", "proxy", "10.0.0.8:8040", "proxy:9040", "BE3", "https://proxy:443");

    assertThat(follow(trusting(map), "http://10.0.0.7:8040" + PATH))
        .isEqualTo("http://proxy:8040" + PATH);
    assertThat(follow(trusting(map), "http://10.0.0.8:8040" + PATH))
        .isEqualTo("http://proxy:9040" + PATH);
    assertThat(follow(trusting(map), "http://be3:8040" + PATH))
        .isEqualTo("https://proxy:443" + PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "127.1.2.3"})
  void aRemoteFrontEndMeansItselfWithLoopback(String loopback) {
    assertThat(follow(trusting(Map.of()), "http://" + loopback + ":8040" + PATH))
        .isEqualTo("http://fe1:8040" + PATH);
  }

  @Test
  void aLocalFrontEndMeansThisMachineWithLoopback() {
    TrustedHosts hosts =
        new TrustedHosts(List.of(URI.create("http://localhost:8030")), Map.of(), Set::of);

    assertThat(hosts.follow(URI.create("http://localhost:8030/x"), "http://127.0.0.1:8040/x"))
        .hasToString("http://127.0.0.1:8040/x");
  }

  @Test
  void credentialsInALocationAreLeftBehind() {
    assertThat(follow(trusting(Map.of()), "http://u:p@fe1:8040/x")).isEqualTo("http://fe1:8040/x");
  }

  @Test
  void fromHttpsToHttpIsRefusedUnlessMapped() {
    URI secure = URI.create("https://fe1:8443/x");

    assertThatThrownBy(() -> trusting(Map.of()).follow(secure, "http://fe1:8040/x"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("from https to http");
    assertThat(trusting(Map.of("fe1:8040", "http://fe1:8040")).follow(secure, "http://fe1:8040/x"))
        .hasToString("http://fe1:8040/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "http://", ":8040"})
  void aMappingToWhatIsNoHostIsRefusedAtTheStart(String place) {
    assertThatThrownBy(() -> trusting(Map.of("be1", place)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("redirect.host.map");
  }
}
