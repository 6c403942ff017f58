package io.gatehouse.lab.net;

import java.util.List;

/** A finished process of the lab. */
public record Run(List<String> argv, int exit, String out, String err) {

  public boolean ok() {
    return exit == 0;
  }

  /** What it printed, for callers to whom any other exit than 0 means a broken lab. */
  public String must() {
    if (exit != 0) {
      throw new LabException(
          String.join(" ", argv) + ": exit " + exit + "\n" + out.strip() + "\n" + err.strip());
    }
    return out;
  }
}
