/** From row changes to source records, and the ledger of what became of them. */
package io.dbmazz.postgres.emit;
