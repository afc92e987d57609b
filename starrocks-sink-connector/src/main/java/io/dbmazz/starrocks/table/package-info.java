/** The target tables: what StarRocks says they are, and the audit columns they need. */
package io.dbmazz.starrocks.table;
