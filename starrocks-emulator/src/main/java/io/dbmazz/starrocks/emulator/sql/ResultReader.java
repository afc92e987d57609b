package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.SqlResult.ResultColumn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the engine's answer back into StarRocks' types and values. */
final class ResultReader {

  /** SUM of BIGINT and of LARGEINT in the engine; StarRocks keeps the column's type. */
  private static final int SUM_OF_BIGINT = 29;

  private static final int SUM_OF_LARGEINT = 49;

  /** AVG of BIGINT in the engine; a DOUBLE in StarRocks. */
  private static final int AVERAGE_SCALE = 10;

  private final Engine engine;

  ResultReader(Engine engine) {
    this.engine = engine;
  }

  SqlResult.Rows read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new ResultColumn(meta.getColumnLabel(i), type(meta, i)));
    }
    List<Object[]> rows = new ArrayList<>();
    while (result.next()) {
      Object[] row = new Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = value(result, i + 1, columns.get(i).type());
      }
      rows.add(row);
    }
    return new SqlResult.Rows(List.copyOf(columns), rows);
  }

  private ColumnType type(ResultSetMetaData meta, int index) throws SQLException {
    List<TableDefinition.Column> columns = engine.columnsOf(meta.getTableName(index));
    int column = RowLayout.indexOf(columns, meta.getColumnName(index));
    if (column >= 0) {
      return columns.get(column).type();
    }
    return switch (meta.getColumnType(index)) {
      case Types.BOOLEAN -> ColumnType.of(Kind.BOOLEAN);
      case Types.TINYINT -> ColumnType.of(Kind.TINYINT);
      case Types.SMALLINT -> ColumnType.of(Kind.SMALLINT);
      case Types.INTEGER -> ColumnType.of(Kind.INT);
      case Types.BIGINT -> ColumnType.of(Kind.BIGINT);
      case Types.REAL -> ColumnType.of(Kind.FLOAT);
      case Types.DOUBLE, Types.FLOAT -> ColumnType.of(Kind.DOUBLE);
      case Types.NUMERIC, Types.DECIMAL -> exact(meta.getPrecision(index), meta.getScale(index));
      case Types.DATE -> ColumnType.of(Kind.DATE);
      case Types.TIMESTAMP -> ColumnType.of(Kind.DATETIME);
      case Types.BINARY, Types.VARBINARY, Types.BLOB ->
          ColumnType.sized(Kind.VARBINARY, ColumnType.STRING_LENGTH);
      default -> ColumnType.varchar(ColumnType.STRING_LENGTH);
    };
  }

  private static ColumnType exact(int precision, int scale) {
    if (precision == SUM_OF_BIGINT) {
      return ColumnType.of(scale == AVERAGE_SCALE ? Kind.DOUBLE : Kind.BIGINT);
    }
    boolean large = scale == 0 && (precision == SUM_OF_LARGEINT || precision == 39);
    return large ? ColumnType.of(Kind.LARGEINT) : ColumnType.decimal(precision, scale);
  }

  private static Object value(ResultSet result, int index, ColumnType type) throws SQLException {
    Object value =
        switch (type.kind()) {
          case BOOLEAN -> result.getBoolean(index);
          case TINYINT, SMALLINT, INT, BIGINT -> result.getLong(index);
          case LARGEINT -> {
            BigDecimal number = result.getBigDecimal(index);
            yield number == null ? null : number.toBigInteger();
          }
          case FLOAT, DOUBLE -> result.getDouble(index);
          case DECIMAL -> result.getBigDecimal(index);
          case DATE -> result.getObject(index, LocalDate.class);
          case DATETIME -> result.getObject(index, LocalDateTime.class);
          case VARBINARY -> result.getBytes(index);
          case CHAR, VARCHAR, JSON, NESTED -> result.getString(index);
        };
    return result.wasNull() ? null : value;
  }
}
