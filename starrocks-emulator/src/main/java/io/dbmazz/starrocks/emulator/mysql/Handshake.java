package io.dbmazz.starrocks.emulator.mysql;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The first exchange with a client: greeting, answer, and a change of plugin when it needs one. */
final class Handshake {

  private static final int PROTOCOL = 10;
  private static final int UTF8 = 33;
  private static final int FIRST_PART = 8;
  private static final int RESERVED = 23;

  /** Who the client is, its password being right. */
  record Client(String user, Optional<String> database, long capabilities) {}

  private final PacketChannel channel;
  private final MySqlOptions options;
  private final byte[] scramble = NativePassword.newScramble();

  Handshake(PacketChannel channel, MySqlOptions options) {
    this.channel = channel;
    this.options = options;
  }

  /** The client, or nothing when it was refused and told so. */
  Optional<Client> run(String version, long connectionId) throws IOException {
    channel.write(greeting(version, connectionId));
    channel.flush();
    PayloadReader response = new PayloadReader(channel.read());
    long capabilities = response.integer(4);
    response.integer(4);
    response.take(1 + RESERVED);
    String user = response.terminated();
    boolean counted =
        Capability.has(capabilities, Capability.PLUGIN_AUTH_LENGTH | Capability.SECURE_CONNECTION);
    byte[] answer = counted ? response.counted() : new byte[0];
    Optional<String> database =
        Capability.has(capabilities, Capability.CONNECT_WITH_DB)
            ? Optional.of(response.terminated()).filter(name -> !name.isEmpty())
            : Optional.empty();
    String plugin = response.hasMore() ? response.terminated() : NativePassword.PLUGIN;
    boolean switchable = Capability.has(capabilities, Capability.PLUGIN_AUTH);
    if (switchable && !plugin.equals(NativePassword.PLUGIN)) {
      answer = switchPlugin();
    }
    if (!accepted(user, answer)) {
      channel.write(Replies.error(1045, "28000", denial(user, answer)));
      channel.flush();
      return Optional.empty();
    }
    return Optional.of(new Client(user, database, capabilities));
  }

  private boolean accepted(String user, byte[] answer) {
    return user.equals(options.user())
        && NativePassword.matches(options.password(), scramble, answer);
  }

  private static String denial(String user, byte[] answer) {
    String given = answer.length > 0 ? "YES" : "NO";
    return "Access denied for user '" + user + "' (using password: " + given + ")";
  }

  private Payload greeting(String version, long connectionId) {
    return new Payload()
        .integer(PROTOCOL, 1)
        .terminated(version)
        .integer(connectionId, 4)
        .raw(Arrays.copyOf(scramble, FIRST_PART))
        .integer(0, 1)
        .integer(Capability.OFFERED, 2)
        .integer(UTF8, 1)
        .integer(Replies.AUTOCOMMIT, 2)
        .integer(Capability.OFFERED >>> 16, 2)
        .integer(scramble.length + 1L, 1)
        .zeros(10)
        .raw(Arrays.copyOfRange(scramble, FIRST_PART, scramble.length))
        .integer(0, 1)
        .terminated(NativePassword.PLUGIN);
  }

  /** Asks a client that began with another plugin, such as caching_sha2_password, for this one. */
  private byte[] switchPlugin() throws IOException {
    channel.write(
        new Payload()
            .integer(0xfe, 1)
            .terminated(NativePassword.PLUGIN)
            .raw(scramble)
            .integer(0, 1));
    channel.flush();
    return channel.read();
  }
}
