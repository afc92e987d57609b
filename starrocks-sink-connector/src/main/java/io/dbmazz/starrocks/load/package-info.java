/** Loading one batch over HTTP: redirects, credentials, labels, retries. */
package io.dbmazz.starrocks.load;
