package io.dbmazz.runner.fake;

import io.dbmazz.runner.control.ControlServer;
import io.dbmazz.runner.control.GrpcSettings;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A pipeline between fake connectors, its control server and channels to it. */
public final class ServedPipeline implements AutoCloseable {

  private final FakePipeline fake = new FakePipeline();
  private final ControlServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /** Serves; the pipeline is started by the test. */
  public ServedPipeline(GrpcSettings settings) throws IOException {
    fake.source("table.include.list", "public\\.orders");
    server = ControlServer.start(settings, fake.pipeline(), "slot_a");
  }

  public FakePipeline fake() {
    return fake;
  }

  public int port() {
    return server.port();
  }

  /** A channel in plain text. */
  public ManagedChannel channel() {
    return channel(InsecureChannelCredentials.create());
  }

  /** A channel with these credentials. */
  public ManagedChannel channel(ChannelCredentials credentials) {
    ManagedChannel channel =
        Grpc.newChannelBuilder("localhost:" + server.port(), credentials).build();
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
    fake.close();
  }
}
