package io.dbmazz.runner.demo.compare;

import java.util.List;

/**
 * A row as read for a comparison.
 *
 * @param values in the order of the table's columns; an element is null for SQL NULL
 */
record Row(RowKey key, List<Object> values) {}
