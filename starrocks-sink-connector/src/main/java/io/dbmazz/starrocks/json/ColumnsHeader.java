package io.dbmazz.starrocks.json;

import java.util.ArrayList;
import java.util.List;

/**
 * The header {@code columns} of a load: the JSON keys, then what is made of those that are not
 * columns themselves. All names in backquotes, since some are keywords.
 */
final class ColumnsHeader {

  private ColumnsHeader() {}

  static String of(List<RowFormat.Member> members) {
    List<String> parts = new ArrayList<>();
    members.forEach(member -> parts.add(quoted(member.source())));
    for (RowFormat.Member member : members) {
      if (member.binary()) {
        parts.add(
            quoted(member.column()) + "=to_binary(" + quoted(member.source()) + ",'encode64')");
      }
    }
    return String.join(",", parts);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
