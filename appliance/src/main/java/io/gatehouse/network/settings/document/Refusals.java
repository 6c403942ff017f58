package io.gatehouse.network.settings.document;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reasons why settings are refused, by path; the first reason of a path stays. */
public final class Refusals {
  /** The kernel takes 15 bytes; a name that starts with a letter is no option of any tool. */
  private static final Pattern DEVICE = Pattern.compile("[a-z][a-z0-9.-]{0,14}");

  private final Map<String, String> reasons = new TreeMap<>();

  public Map<String, String> all() {
    return reasons;
  }

  public void refuse(String path, String reason) {
    reasons.putIfAbsent(path, reason);
  }

  /** Both ends are allowed. */
  public void range(String path, int value, int least, int most) {
    if (value < least || value > most) {
      refuse(path, "must be " + least + " to " + most + ", not " + value);
    }
  }

  /** A network interface's name. */
  public void device(String path, String name) {
    if (!DEVICE.matcher(name).matches()) {
      refuse(path, "must be an interface name: a small letter, then up to 14 of a-z 0-9 . -");
    }
  }

  public void distinct(String path, List<?> values) {
    if (new HashSet<>(values).size() != values.size()) {
      refuse(path, "names one value twice");
    }
  }

  /** As {@link PlainText#line}. */
  public void text(String path, String text, int shortest, int longest, boolean paragraphs) {
    PlainText.line(text, shortest, longest, paragraphs).ifPresent(reason -> refuse(path, reason));
  }
}
