/** From whatever arrived (our envelope, Debezium's, plain rows) to one operation on one row. */
package io.dbmazz.starrocks.change;
