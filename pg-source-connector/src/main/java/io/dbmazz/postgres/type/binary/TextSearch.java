package io.dbmazz.postgres.type.binary;

/** tsvector and tsquery. */
final class TextSearch {

  private static final int OPERAND = 1;
  private static final int NOT = 1;
  private static final int AND = 2;
  private static final int OR = 3;
  private static final int PHRASE = 4;

  /** By operator: not, and, or, phrase; {@code tsearch_op_priority} of tsquery.c. */
  private static final int[] PRIORITY = {0, 4, 2, 1, 3};

  private TextSearch() {}

  static void vector(BinaryValue value, TextBuilder text) {
    int lexemes = value.count();
    for (int i = 0; i < lexemes; i++) {
      quoted(value.terminated(), text.append(i == 0 ? "" : " "));
      int positions = value.uint16();
      for (int j = 0; j < positions; j++) {
        int position = value.uint16();
        text.append(j == 0 ? ':' : ',').append(position & 0x3FFF);
        text.append("DCBA".substring(position >> 14, (position >> 14) + 1).replace("D", ""));
      }
    }
  }

  private static void quoted(byte[] lexeme, TextBuilder text) {
    text.append('\'');
    for (byte b : lexeme) {
      if (b == '\'' || b == '\\') {
        text.append((char) b);
      }
      text.append(new byte[] {b});
    }
    text.append('\'');
  }

  static void query(BinaryValue value, TextBuilder text) {
    if (value.count() > 0) {
      item(value, 0, false, text);
    }
  }

  /** Operators come before their operands, the right one first; {@code infix} of tsquery.c. */
  private static void item(
      BinaryValue value, int parentPriority, boolean rightOfPhrase, TextBuilder text) {
    if (value.uint8() == OPERAND) {
      operand(value, text);
      return;
    }
    int operator = value.uint8();
    if (operator < NOT || operator > PHRASE) {
      throw new MalformedBinaryException("operator " + operator + " in tsquery");
    }
    int priority = PRIORITY[operator];
    boolean parentheses = priority < parentPriority || (operator == PHRASE && rightOfPhrase);
    text.append(parentheses ? "( " : "");
    if (operator == NOT) {
      item(value, priority, false, text.append('!'));
    } else {
      binary(value, operator, text);
    }
    text.append(parentheses ? " )" : "");
  }

  private static void binary(BinaryValue value, int operator, TextBuilder text) {
    String spelled =
        switch (operator) {
          case AND -> " & ";
          case OR -> " | ";
          default -> phrase(value.int16());
        };
    TextBuilder right = new TextBuilder();
    item(value, PRIORITY[operator], operator == PHRASE, right);
    item(value, PRIORITY[operator], false, text);
    text.append(spelled).append(right.toByteArray());
  }

  private static String phrase(int distance) {
    return distance == 1 ? " <-> " : " <" + distance + "> ";
  }

  private static void operand(BinaryValue value, TextBuilder text) {
    int weights = value.uint8();
    boolean prefix = value.uint8() != 0;
    quoted(value.terminated(), text);
    if (prefix || weights != 0) {
      text.append(prefix ? ":*" : ":");
    }
    for (int weight = 3; weight >= 0; weight--) {
      text.append(((weights >> weight) & 1) == 1 ? "DCBA".substring(weight, weight + 1) : "");
    }
  }
}
