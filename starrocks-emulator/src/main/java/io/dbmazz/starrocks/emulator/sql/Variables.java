package io.dbmazz.starrocks.emulator.sql;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * System variables of a session: what Connector/J, the MariaDB driver and the mysql command line
 * ask for, and those of StarRocks that loads and tools set.
 */
final class Variables {

  private static final int SIMILAR = 3;

  private final SortedMap<String, String> values = new TreeMap<>();

  Variables(ServerVersion version) {
    put("autocommit", "1");
    put("auto_increment_increment", "1");
    put("character_set_client", "utf8mb4");
    put("character_set_connection", "utf8mb4");
    put("character_set_database", "utf8mb4");
    put("character_set_results", "utf8mb4");
    put("character_set_server", "utf8mb4");
    put("collation_connection", "utf8mb4_general_ci");
    put("collation_database", "utf8mb4_general_ci");
    put("collation_server", "utf8mb4_general_ci");
    put("default_storage_engine", "InnoDB");
    put("enable_insert_strict", "true");
    put("enable_profile", "false");
    put("have_query_cache", "NO");
    put("init_connect", "");
    put("insert_timeout", "14400");
    put("interactive_timeout", "3600");
    put("language", "/starrocks/share/english/");
    put("license", "Apache License 2.0");
    put("lower_case_table_names", "0");
    put("max_allowed_packet", "33554432");
    put("net_buffer_length", "16384");
    put("net_read_timeout", "60");
    put("net_write_timeout", "60");
    put("parallel_fragment_exec_instance_num", "1");
    put("performance_schema", "OFF");
    put("pipeline_dop", "0");
    put("query_cache_size", "1048576");
    put("query_cache_type", "0");
    put("query_timeout", "300");
    put("sql_auto_is_null", "0");
    put("sql_mode", "ONLY_FULL_GROUP_BY");
    put("sql_safe_updates", "0");
    put("sql_select_limit", "9223372036854775807");
    put("storage_engine", "InnoDB");
    put("system_time_zone", "UTC");
    put("time_zone", "UTC");
    put("transaction_isolation", "REPEATABLE-READ");
    put("transaction_read_only", "0");
    put("tx_isolation", "REPEATABLE-READ");
    put("tx_read_only", "0");
    put("version", version.mysqlVersion());
    put("version_comment", "StarRocks version " + version);
    put("wait_timeout", "28800");
  }

  private void put(String name, String value) {
    values.put(name, value);
  }

  /**
   * The value of a variable.
   *
   * @param name in any case, with {@code session.} or {@code global.} before it or not
   */
  String get(String name) {
    String plain = plain(name);
    String value = values.get(plain);
    if (value == null) {
      throw unknown(plain);
    }
    return value;
  }

  /** Sets a variable that exists. */
  void set(String name, String value) {
    get(name);
    values.put(plain(name), value);
  }

  /** All of them, by name. */
  Map<String, String> all() {
    return values;
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.substring(lower.lastIndexOf('.') + 1);
  }

  private SqlError unknown(String name) {
    String similar =
        values.keySet().stream()
            .sorted(Comparator.comparingInt(known -> distance(known, name)))
            .limit(SIMILAR)
            .collect(Collectors.joining("', '", "{'", "'}"));
    return new SqlError(
        1193,
        "HY000",
        "Unknown system variable '" + name + "', the most similar variables are " + similar);
  }

  /** Letters to insert, remove or change to make one word of the other. */
  private static int distance(String left, String right) {
    int[] costs = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(change, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[right.length()];
  }
}
