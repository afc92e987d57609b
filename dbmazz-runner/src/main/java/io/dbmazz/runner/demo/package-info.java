/**
 * The demo: a PostgreSQL, a StarRocks emulator, the runner and a workload in one process, ending
 * with a comparison of every column of every row.
 */
package io.dbmazz.runner.demo;
