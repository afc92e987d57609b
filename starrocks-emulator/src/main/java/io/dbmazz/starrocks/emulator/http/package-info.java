/** Front end and back end over HTTP: redirects, Stream Load, load state. */
package io.dbmazz.starrocks.emulator.http;
