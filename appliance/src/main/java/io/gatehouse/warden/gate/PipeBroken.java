package io.gatehouse.warden.gate;

import java.io.IOException;
import java.util.List;

/** A long-lived tool died twice over the same commands. */
public final class PipeBroken extends RuntimeException {
  PipeBroken(List<String> argv, IOException cause) {
    super(String.join(" ", argv) + ": " + cause.getMessage(), cause);
  }
}
