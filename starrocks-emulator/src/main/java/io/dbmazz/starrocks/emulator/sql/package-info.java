/** Databases and tables in an embedded SQL engine, and StarRocks' SQL translated for it. */
package io.dbmazz.starrocks.emulator.sql;
