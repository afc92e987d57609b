/** From pgoutput messages to row changes: the relation cache, keys, TOAST and transactions. */
package io.dbmazz.postgres.change;
