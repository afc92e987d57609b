/**
 * Compares a table in PostgreSQL with its copy in StarRocks, every column of every row, by value
 * and not by text.
 */
package io.dbmazz.runner.demo.compare;
