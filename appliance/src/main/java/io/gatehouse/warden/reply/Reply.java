package io.gatehouse.warden.reply;

/** What became of a verb. */
public sealed interface Reply {
  /** It was carried out; the payload is what the verb promises, often nothing. */
  record Done(String payload) implements Reply {}

  /** The warden would not: unknown verb, bad argument, wrong user. Nothing was done. */
  record Refused(String reason) implements Reply {}

  /** It was tried and went wrong; the reason carries argv, exit code and output. */
  record Failed(String reason) implements Reply {}

  /** Nobody answered. */
  record Unreachable(String reason) implements Reply {}

  /** What a person is told: the reason, or the payload of what was done. */
  default String words() {
    return switch (this) {
      case Done done -> done.payload();
      case Refused refused -> refused.reason();
      case Failed failed -> failed.reason();
      case Unreachable away -> away.reason();
    };
  }

  /** The reply as text: what became of it on the first line, the rest is payload or reason. */
  static String write(Reply reply) {
    return switch (reply) {
      case Done done -> "ok\n" + done.payload();
      case Refused refused -> "refused\n" + refused.reason();
      case Failed failed -> "failed\n" + failed.reason();
      case Unreachable unreachable ->
          throw new IllegalArgumentException("nobody can say: " + unreachable.reason());
    };
  }

  /** Reads what {@link #write} wrote; other text means that no warden speaks there. */
  static Reply read(String text) {
    int line = text.indexOf('\n');
    String rest = text.substring(line + 1);
    return switch (line < 0 ? "" : text.substring(0, line)) {
      case "ok" -> new Done(rest);
      case "refused" -> new Refused(rest);
      case "failed" -> new Failed(rest);
      default -> new Unreachable("the answer is not a warden's");
    };
  }
}
