package io.gatehouse.warden.verb;

import java.util.EnumSet;
import java.util.Set;

/**
 * Brings staged files into place: each is checked, then replaced in one step if it differs; a file
 * that a box need not have and that is not named goes away. The reply has a line {@code changed
 * <path>} or {@code same <path>} per file. One file that fails its check keeps all of them out.
 *
 * <p>Where something changes, the files stay only if {@link Confirm} comes in time; else what was
 * confirmed last comes back, whoever is alive by then.
 *
 * @param revision the number of the settings; a name for what is under way
 * @param seconds how long to wait for the confirmation, 1 to {@link #LONGEST_SECONDS}
 * @param edge the edge starts anew too when the files go back
 */
public record Apply(long revision, int seconds, boolean edge, Set<BoxFile> files) implements Verb {
  /** Nobody needs longer to come back over a changed network. */
  public static final int LONGEST_SECONDS = 3_600;

  public Apply {
    files = files.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(files));
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no file to apply");
    }
    if (revision < 0 || seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException("no such revision or time to wait");
    }
  }

  @Override
  public String name() {
    return "apply";
  }
}
