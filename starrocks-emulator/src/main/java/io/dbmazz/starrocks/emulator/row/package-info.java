/** What StarRocks makes of the rows of a load: types, filters, partial updates, conditions. */
package io.dbmazz.starrocks.emulator.row;
