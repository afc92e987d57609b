/**
 * Front end and back end over HTTP: redirects, Stream Load, transactions over one table and over
 * several, load state.
 */
package io.dbmazz.starrocks.emulator.http;
