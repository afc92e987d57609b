/** The MySQL wire protocol of the query port. */
package io.dbmazz.starrocks.emulator.mysql;
