package io.dbmazz.starrocks.emulator.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Delimited text, positional onto the source fields. */
final class CsvScanner implements RowScanner {
  private static final String NULL = "\\N";

  private final LoadFormat.Csv format;
  private final SourceFields fields;
  private final RowTally tally;
  private final Pattern separator;

  CsvScanner(LoadFormat.Csv format, SourceFields fields, RowTally tally) {
    this.format = format;
    this.fields = fields;
    this.tally = tally;
    this.separator = Pattern.compile(Pattern.quote(format.columnSeparator()));
  }

  @Override
  public void scan(InputStream body, Consumer<Object[]> rows) throws IOException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    Object[] row = new Object[fields.size()];
    long line = 0;
    int start = 0;
    while (start < text.length()) {
      int delimiter = text.indexOf(format.rowDelimiter(), start);
      int end = delimiter < 0 ? text.length() : delimiter;
      if (line++ >= format.skipHeader() && end > start) {
        row(text.substring(start, end), row, rows);
      }
      start = end + format.rowDelimiter().length();
    }
  }

  private void row(String line, Object[] row, Consumer<Object[]> rows) {
    String[] values = separator.split(line, -1);
    if (values.length != row.length) {
      tally.read();
      tally.filter(
          "Value count does not match column count. Expect "
              + row.length
              + ", but got "
              + values.length
              + ". Column separator: "
              + format.columnSeparator()
              + ", Row delimiter: "
              + format.rowDelimiter(),
          line);
      return;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i].equals(NULL) ? null : fields.converter(i).csv(values[i]);
    }
    rows.accept(row);
  }
}
