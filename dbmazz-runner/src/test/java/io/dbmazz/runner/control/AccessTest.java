package io.dbmazz.runner.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.control.CdcStatusServiceGrpc;
import io.dbmazz.control.CdcStatusServiceGrpc.CdcStatusServiceBlockingStub;
import io.dbmazz.control.StatusRequest;
import io.dbmazz.runner.fake.ServedPipeline;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Token and TLS. */
class AccessTest {

  private static final Optional<Password> TOKEN = Optional.of(new Password("s3cret"));

  @TempDir private Path directory;

  private static GrpcSettings withToken() {
    return new GrpcSettings("127.0.0.1", 0, Optional.empty(), TOKEN);
  }

  private static CdcStatusServiceBlockingStub status(Channel channel, String authorization) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return CdcStatusServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static void assertRefused(CdcStatusServiceBlockingStub stub) {
    assertThatThrownBy(() -> stub.getStatus(StatusRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED))
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void callWithTheTokenIsAnswered() throws IOException {
    try (ServedPipeline served = new ServedPipeline(withToken())) {
      served.fake().start();

      var answer =
          status(served.channel(), "Bearer s3cret").getStatus(StatusRequest.getDefaultInstance());

      assertThat(answer.getSlotName()).isEqualTo("slot_a");
    }
  }

  @Test
  void callWithoutOrWithAWrongTokenIsRefused() throws IOException {
    try (ServedPipeline served = new ServedPipeline(withToken())) {
      served.fake().start();

      assertRefused(CdcStatusServiceGrpc.newBlockingStub(served.channel()));
      assertRefused(status(served.channel(), "Bearer s3cre"));
      assertRefused(status(served.channel(), "s3cret"));
    }
  }

  @Test
  void probesOfContainerPlatformsNeedNoToken() throws IOException {
    try (ServedPipeline served = new ServedPipeline(withToken())) {
      served.fake().start();

      assertThat(
              HealthGrpc.newBlockingStub(served.channel())
                  .check(HealthCheckRequest.getDefaultInstance()))
          .isNotNull();
    }
  }

  @Test
  void tlsServerAnswersAClientThatTrustsItAndNoOther() throws Exception {
    TestCertificate certificate = TestCertificate.create(directory);
    GrpcSettings settings =
        new GrpcSettings("127.0.0.1", 0, Optional.of(certificate.tls()), Optional.empty());
    try (ServedPipeline served = new ServedPipeline(settings)) {
      served.fake().start();
      Channel trusting =
          served.channel(
              TlsChannelCredentials.newBuilder()
                  .trustManager(certificate.tls().certificate().toFile())
                  .build());

      assertThat(
              CdcStatusServiceGrpc.newBlockingStub(trusting)
                  .getStatus(StatusRequest.getDefaultInstance())
                  .getSlotName())
          .isEqualTo("slot_a");
      assertThatThrownBy(
              () ->
                  CdcStatusServiceGrpc.newBlockingStub(served.channel())
                      .getStatus(StatusRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class);
    }
  }

  @Test
  void missingCertificateIsAnErrorThatNamesTheFile() {
    Path missing = directory.resolve("missing.pem");
    GrpcSettings settings =
        new GrpcSettings(
            "127.0.0.1", 0, Optional.of(new GrpcSettings.Tls(missing, missing)), Optional.empty());

    assertThatThrownBy(() -> new ServedPipeline(settings).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.pem");
  }
}
