/** Labels and transactions of each database, and what became of them. */
package io.dbmazz.starrocks.emulator.txn;
