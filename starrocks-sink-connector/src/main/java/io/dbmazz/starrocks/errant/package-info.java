/** Rows that StarRocks refuses and records that say nothing: told apart and reported. */
package io.dbmazz.starrocks.errant;
