package io.dbmazz.runner.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * Where the demo writes: a table that is redrawn in place on a terminal, plain lines elsewhere.
 * Used by one thread.
 */
final class Screen implements AutoCloseable {

  private static final Duration LIVE_INTERVAL = Duration.ofMillis(500);
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final boolean live;
  private int drawn;

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    this.live = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  static Screen open() throws IOException {
    return new Screen(
        TerminalBuilder.builder().system(true).dumb(true).graphemeCluster(false).build());
  }

  /** Time between two looks at the figures. */
  Duration interval() {
    return live ? LIVE_INTERVAL : PLAIN_INTERVAL;
  }

  void show(Figures figures) {
    if (live) {
      draw(FiguresText.table(figures));
    } else {
      println(FiguresText.line(figures));
    }
  }

  /** Writes over the lines drawn last; the cursor stays below them. */
  private void draw(List<String> lines) {
    if (drawn > 0) {
      terminal.puts(Capability.parm_up_cursor, drawn);
    }
    int width = terminal.getSize().getColumns();
    for (String line : lines) {
      terminal.writer().print(new AttributedString(line).columnSubSequence(0, width));
      terminal.puts(Capability.clr_eol);
      terminal.writer().println();
    }
    terminal.flush();
    drawn = lines.size();
  }

  /** Writes a line below whatever is shown. */
  void println(String line) {
    terminal.writer().println(line);
    terminal.flush();
    drawn = 0;
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
