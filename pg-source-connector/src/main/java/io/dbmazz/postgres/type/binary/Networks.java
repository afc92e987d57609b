package io.dbmazz.postgres.type.binary;

/** inet, cidr and the two kinds of macaddr. */
final class Networks {

  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  private Networks() {}

  static void network(BinaryValue value, TextBuilder text) {
    value.uint8(); // the family, which the length tells as well
    int bits = value.uint8();
    boolean cidr = value.uint8() != 0;
    byte[] address = value.bytes(value.uint8());
    switch (address.length) {
      case IPV4 -> dotted(address, 0, text);
      case IPV6 -> colons(address, text);
      default -> throw new MalformedBinaryException("address of " + address.length + " bytes");
    }
    if (cidr || bits != address.length * 8) {
      text.append('/').append(bits);
    }
  }

  private static void dotted(byte[] address, int from, TextBuilder text) {
    for (int i = 0; i < IPV4; i++) {
      text.append(i == 0 ? "" : ".").append(address[from + i] & 0xFF);
    }
  }

  /** The first longest run of two or more zeros is left out, as inet_net_ntop.c does. */
  private static void colons(byte[] address, TextBuilder text) {
    int[] words = new int[8];
    for (int i = 0; i < words.length; i++) {
      words[i] = ((address[2 * i] & 0xFF) << 8) | (address[2 * i + 1] & 0xFF);
    }
    int from = longestZeros(words);
    int length = from < 0 ? 0 : zeros(words, from);
    boolean embedded =
        from == 0
            && (length == 6
                || (length == 7 && words[7] != 1)
                || (length == 5 && words[5] == 0xFFFF));
    for (int i = 0; i < words.length; i++) {
      if (i >= from && i < from + length) {
        text.append(i == from ? ":" : "");
        continue;
      }
      text.append(i == 0 ? "" : ":");
      if (embedded && i == 6) {
        dotted(address, 12, text);
        return;
      }
      text.append(Integer.toHexString(words[i]));
    }
    text.append(length > 0 && from + length == words.length ? ":" : "");
  }

  /** Where the run starts; -1 for none. */
  private static int longestZeros(int[] words) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < words.length; i++) {
      int zeros = zeros(words, i);
      if (zeros > length) {
        best = i;
        length = zeros;
      }
    }
    return best;
  }

  private static int zeros(int[] words, int from) {
    int to = from;
    while (to < words.length && words[to] == 0) {
      to++;
    }
    return to - from;
  }

  static void mac(BinaryValue value, TextBuilder text) {
    boolean first = true;
    while (value.hasMore()) {
      text.append(first ? "" : ":").append(Bytes.hex(value.uint8()));
      first = false;
    }
  }
}
