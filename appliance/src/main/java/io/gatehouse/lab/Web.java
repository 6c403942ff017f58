package io.gatehouse.lab;

import io.gatehouse.lab.net.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node's browser without scripts and without cookies: curl, which follows nothing by itself. */
public final class Web {
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");
  private static final int LIMIT_SECONDS = 8;

  private final int seconds;
  private final Function<List<String>, Run> node;

  Web(Lab lab, String node) {
    this(
        LIMIT_SECONDS,
        argv -> lab.run(node, Duration.ofSeconds(LIMIT_SECONDS + 5), argv.toArray(String[]::new)));
  }

  /**
   * @param seconds how long a page may take
   * @param node runs an argument list on the node and waits for its end
   */
  public Web(int seconds, Function<List<String>, Run> node) {
    this.seconds = seconds;
    this.node = node;
  }

  /** Status 0 stands for no answer at all; the body then says why. */
  public Page get(String url, String... moreArguments) {
    return curl(url, List.of(moreArguments));
  }

  /** Sends a form as a page's button does. */
  public Page post(String url, Map<String, String> fields) {
    List<String> argv = new ArrayList<>();
    fields.forEach((name, value) -> argv.addAll(List.of("--data-urlencode", name + "=" + value)));
    return curl(url, argv);
  }

  private Page curl(String url, List<String> more) {
    List<String> argv = new ArrayList<>(List.of("curl", "-s", "-S", "-k", "-i", "--max-time"));
    argv.add(Integer.toString(seconds));
    argv.addAll(more);
    argv.add(url);
    return Page.parse(node.apply(argv));
  }

  /**
   * What came back.
   *
   * @param status HTTP's, or 0 for no answer
   * @param head header lines as they came
   */
  public record Page(int status, String head, String body) {

    static Page parse(Run run) {
      String text = run.out();
      int end = text.indexOf("\r\n\r\n");
      if (end < 0 || !text.startsWith("HTTP/")) {
        return new Page(0, "", run.err().strip());
      }
      String head = text.substring(0, end);
      if (head.contains(" 100 ")) {
        return parse(new Run(run.argv(), run.exit(), text.substring(end + 4), run.err()));
      }
      return new Page(Integer.parseInt(head.split(" ", -1)[1]), head, text.substring(end + 4));
    }

    public Optional<String> header(String name) {
      String wanted = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
          .map(line -> line.substring(wanted.length()).strip())
          .findFirst();
    }

    public String location() {
      return header("Location").orElse("");
    }

    /** The hidden field that the portal's forms carry. */
    public String token() {
      Matcher matcher = TOKEN.matcher(body);
      return matcher.find() ? matcher.group(1) : "";
    }
  }
}
