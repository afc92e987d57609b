/**
 * Transactions that the server sends before their outcome is known: kept until they commit, then
 * given on as if they had come whole, in the order of commits.
 */
package io.dbmazz.postgres.spool;
