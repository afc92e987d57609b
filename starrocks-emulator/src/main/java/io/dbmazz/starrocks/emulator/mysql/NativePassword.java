package io.dbmazz.starrocks.emulator.mysql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The scramble of mysql_native_password (MySQL manual, "Native Authentication"). */
final class NativePassword {

  static final String PLUGIN = "mysql_native_password";
  static final int SCRAMBLE_LENGTH = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private NativePassword() {}

  /** Random bytes none of which is zero, since clients read them as text. */
  static byte[] newScramble() {
    byte[] scramble = new byte[SCRAMBLE_LENGTH];
    for (int i = 0; i < scramble.length; i++) {
      scramble[i] = (byte) (1 + RANDOM.nextInt(126));
    }
    return scramble;
  }

  /** Whether the answer to the scramble was made with the password. */
  static boolean matches(String password, byte[] scramble, byte[] answer) {
    byte[] expected = password.isEmpty() ? new byte[0] : answer(password, scramble);
    return MessageDigest.isEqual(expected, answer);
  }

  /** What a client that knows the password answers. */
  static byte[] answer(String password, byte[] scramble) {
    byte[] once = sha1(password.getBytes(StandardCharsets.UTF_8));
    byte[] mask = sha1(scramble, sha1(once));
    byte[] answer = new byte[once.length];
    for (int i = 0; i < answer.length; i++) {
      answer[i] = (byte) (once[i] ^ mask[i]);
    }
    return answer;
  }

  private static byte[] sha1(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }
}
