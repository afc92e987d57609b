package io.dbmazz.postgres.change;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * A decoded tuple.
 *
 * @param values of the table's row schema
 * @param unchanged columns whose TOASTed value is not known
 * @param unrepresentable PostgreSQL's text of values that their type cannot hold, by column
 */
record Row(Struct values, List<String> unchanged, Map<String, String> unrepresentable) {}
