package io.dbmazz.starrocks.emulator.mysql;

/** Capability flags of the protocol, those that matter here. */
final class Capability {

  static final int LONG_PASSWORD = 1;
  static final int LONG_FLAG = 1 << 2;
  static final int CONNECT_WITH_DB = 1 << 3;
  static final int PROTOCOL_41 = 1 << 9;
  static final int TRANSACTIONS = 1 << 13;
  static final int SECURE_CONNECTION = 1 << 15;
  static final int MULTI_STATEMENTS = 1 << 16;
  static final int MULTI_RESULTS = 1 << 17;
  static final int PLUGIN_AUTH = 1 << 19;
  static final int PLUGIN_AUTH_LENGTH = 1 << 21;

  /** What the server offers: neither TLS nor the newer ends of results. */
  static final int OFFERED =
      LONG_PASSWORD
          | LONG_FLAG
          | CONNECT_WITH_DB
          | PROTOCOL_41
          | TRANSACTIONS
          | SECURE_CONNECTION
          | MULTI_STATEMENTS
          | MULTI_RESULTS
          | PLUGIN_AUTH
          | PLUGIN_AUTH_LENGTH;

  private Capability() {}

  static boolean has(long flags, int capability) {
    return (flags & capability) != 0;
  }
}
