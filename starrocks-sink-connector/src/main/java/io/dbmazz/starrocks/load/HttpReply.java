package io.dbmazz.starrocks.load;

import java.util.Optional;

/**
 * What an HTTP server answered.
 *
 * @param status of HTTP
 * @param body text; empty when there is none
 * @param location of a redirect
 */
record HttpReply(int status, String body, Optional<String> location) {

  boolean isRedirect() {
    return (status == 307 || status == 308) && location.isPresent();
  }
}
