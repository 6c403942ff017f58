package io.gatehouse.network.settings;

import java.util.Map;
import java.util.TreeMap;

/** What became of a settings document. */
public sealed interface Parsed {

  /** It holds; what it did not name has the value it was merged over. */
  record Ok(Settings settings) implements Parsed {}

  /**
   * It was refused as a whole.
   *
   * @param errors reason by path ({@code guest.network}, {@code garden.names[2]}); the empty path
   *     stands for the document itself
   */
  record Invalid(Map<String, String> errors) implements Parsed {
    public Invalid {
      errors = Map.copyOf(errors);
    }

    /** All reasons in one line, in the order of their paths. */
    public String summary() {
      StringBuilder text = new StringBuilder();
      for (var error : new TreeMap<>(errors).entrySet()) {
        if (!text.isEmpty()) {
          text.append("; ");
        }
        if (!error.getKey().isEmpty()) {
          text.append(error.getKey()).append(": ");
        }
        text.append(error.getValue());
      }
      return text.toString();
    }
  }
}
