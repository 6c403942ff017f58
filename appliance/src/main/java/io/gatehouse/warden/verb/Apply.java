package io.gatehouse.warden.verb;

import java.util.EnumSet;
import java.util.Set;

/**
 * Brings staged files into place: each is checked, then replaced in one step if it differs. The
 * reply has a line {@code changed <path>} or {@code same <path>} per file. One file that fails its
 * check keeps all of them out.
 */
public record Apply(Set<BoxFile> files) implements Verb {
  public Apply {
    files = files.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(files));
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no file to apply");
    }
  }

  @Override
  public String name() {
    return "apply";
  }
}
