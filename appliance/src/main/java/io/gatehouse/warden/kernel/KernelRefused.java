package io.gatehouse.warden.kernel;

/** A tool ran but the kernel would not take some of its commands; the text is the tool's. */
public final class KernelRefused extends RuntimeException {
  private static final int LONGEST = 2_000;

  public KernelRefused(String tool, String printed) {
    super(tool + ": " + printed.substring(0, Math.min(printed.length(), LONGEST)).strip());
  }
}
