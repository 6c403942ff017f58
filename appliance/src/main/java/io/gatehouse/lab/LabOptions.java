package io.gatehouse.lab;

import java.util.Optional;

/**
 * What a lab is made of.
 *
 * @param guests how many guest devices, {@code g1} to {@code gN}; 1 to 250
 * @param name names the lab on the machine; empty = one is made up
 * @param keep the lab outlives the process that made it
 */
public record LabOptions(int guests, Optional<String> name, boolean keep) {

  public LabOptions {
    if (guests < 1 || guests > 250) {
      throw new IllegalArgumentException("a lab has 1 to 250 guests");
    }
    if (name.isPresent() && !name.get().matches("[a-z0-9][a-z0-9-]{0,30}")) {
      throw new IllegalArgumentException(
          "a lab's name has up to 31 small letters, digits and hyphens");
    }
  }

  public static LabOptions guests(int guests) {
    return new LabOptions(guests, Optional.empty(), false);
  }

  public LabOptions named(String lab) {
    return new LabOptions(guests, Optional.of(lab), keep);
  }

  public LabOptions kept() {
    return new LabOptions(guests, name, true);
  }
}
