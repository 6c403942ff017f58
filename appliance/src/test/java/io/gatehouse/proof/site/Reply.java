package io.gatehouse.proof.site;

import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP answer as a guest's device got it.
 *
 * @param status 0 where no answer came; {@code trouble} then says why
 */
public record Reply(int status, String head, String body, String trouble) {

  /** Reads what {@code curl --include} printed. */
  static Reply parse(String printed, String trouble) {
    String rest = printed;
    while (rest.startsWith("HTTP/")) {
      int end = rest.indexOf("\r\n\r\n");
      if (end < 0) {
        break;
      }
      String head = rest.substring(0, end);
      rest = rest.substring(end + 4);
      if (!head.startsWith("HTTP/1.1 100")) {
        return new Reply(Integer.parseInt(head.split(" ", -1)[1].strip()), head, rest, trouble);
      }
    }
    return new Reply(0, "", rest, trouble);
  }

  Optional<String> header(String name) {
    String wanted = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
        .map(line -> line.substring(wanted.length()).strip())
        .findFirst();
  }

  public String location() {
    return header("Location").orElse("");
  }
}
