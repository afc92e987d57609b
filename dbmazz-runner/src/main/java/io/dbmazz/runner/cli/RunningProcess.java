package io.dbmazz.runner.cli;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A process to call, and how to reach it. */
final class RunningProcess {

  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:50051",
      description = "Control server of the process. Default: ${DEFAULT-VALUE}.")
  private String address;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Trusted certificates in PEM; with it the call uses TLS.")
  private File tlsCa;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:DBMAZZ_TOKEN}",
      description = "Token of the process; the environment variable DBMAZZ_TOKEN hides it better.")
  private String token;

  /** Asks one question and waits for its answer, two minutes at most. */
  <S extends AbstractStub<S>, A> A ask(Function<Channel, S> service, Function<S, A> question) {
    return watch(service, stub -> question.apply(stub.withDeadlineAfter(LONGEST_CALL)));
  }

  /** Asks without a deadline: a stream may be watched for days. */
  <S extends AbstractStub<S>, A> A watch(Function<Channel, S> service, Function<S, A> question) {
    ManagedChannel channel = channel();
    try {
      return question.apply(service.apply(ClientInterceptors.intercept(channel, token())));
    } finally {
      channel.shutdownNow();
    }
  }

  private ClientInterceptor[] token() {
    if (token == null || token.isEmpty()) {
      return new ClientInterceptor[0];
    }
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return new ClientInterceptor[] {MetadataUtils.newAttachHeadersInterceptor(headers)};
  }

  private ManagedChannel channel() {
    if (!address.matches(".+:[0-9]{1,5}")) {
      throw new ParameterException(
          spec.commandLine(), "--address must be HOST:PORT, not " + address);
    }
    return Grpc.newChannelBuilder(address, credentials()).build();
  }

  private ChannelCredentials credentials() {
    if (tlsCa == null) {
      return InsecureChannelCredentials.create();
    }
    try {
      return TlsChannelCredentials.newBuilder().trustManager(tlsCa).build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + tlsCa, e);
    }
  }
}
