package io.dbmazz.starrocks.table;

/**
 * What a look at StarRocks found wrong with a key of the configuration.
 *
 * @param key full name
 * @param text what and where, the cause and the next step; never a password
 */
public record KeyProblem(String key, String text) {

  /**
   * Nothing came back.
   *
   * @param server what was asked, such as "StarRocks' SQL port at fe1:9030"
   */
  public static KeyProblem unanswered(String key, String server, Throwable cause) {
    return unanswered(key, server, root(cause));
  }

  /**
   * Nothing came back.
   *
   * @param reason such as "Connection refused"
   */
  public static KeyProblem unanswered(String key, String server, String reason) {
    return new KeyProblem(
        key, server + " does not answer (" + reason + "). Start it, or correct " + key);
  }

  /**
   * User or password are refused; the server does not tell which.
   *
   * @param server who refuses
   */
  public static KeyProblem refusedLogin(String server) {
    return new KeyProblem(
        "starrocks.username",
        server
            + " refuses the login. Correct starrocks.username or starrocks.password, or set the"
            + " password in StarRocks: ALTER USER ... IDENTIFIED BY '...'");
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String kind = root.getClass().getSimpleName();
    return root.getMessage() == null ? kind : kind + ": " + root.getMessage();
  }
}
