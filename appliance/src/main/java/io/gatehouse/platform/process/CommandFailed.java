package io.gatehouse.platform.process;

import java.util.List;

/** A tool of the machine did not do its work: carries the arguments, the exit and the output. */
public final class CommandFailed extends RuntimeException {

  public CommandFailed(Command.Outcome outcome, String what) {
    super(
        String.join(" ", outcome.argv())
            + ": "
            + what
            + "\n"
            + outcome.out().strip()
            + outcome.err().strip());
  }

  public CommandFailed(List<String> argv, Exception cause) {
    super(String.join(" ", argv) + ": " + cause.getMessage(), cause);
  }
}
