package io.gatehouse.network.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A full DNS name of letters, digits and hyphens (RFC 1123 §2.1) in lower case: at least two
 * labels, no dot at the end, and not an address.
 */
public record HostName(String text) {
  private static final int LONGEST = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Second labels that registries sell below, as in {@code co.uk} or {@code go.tz}. */
  private static final Set<String> REGISTRY_LABELS =
      Set.of(
          "ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "id", "info", "ltd", "me", "mil",
          "mobi", "ne", "net", "nom", "or", "org", "plc", "sc", "sch", "school", "web");

  /** Names below which strangers get names of their own, by the asking. */
  private static final Set<String> SHARED =
      Set.of(
          "appspot.com",
          "azurewebsites.net",
          "blogspot.com",
          "cloudfront.net",
          "dedyn.io",
          "duckdns.org",
          "dyndns.org",
          "firebaseapp.com",
          "fly.dev",
          "github.io",
          "gitlab.io",
          "herokuapp.com",
          "hopto.org",
          "netlify.app",
          "no-ip.org",
          "ngrok.io",
          "onrender.com",
          "pages.dev",
          "trycloudflare.com",
          "vercel.app",
          "web.app",
          "workers.dev");

  /** Reads a name; upper case is lowered, anything that is not a full host name is empty. */
  public static Optional<HostName> parse(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    String[] labels = name.split("\\.", -1);
    if (name.length() > LONGEST || labels.length < 2) {
      return Optional.empty();
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return Optional.empty();
      }
    }
    boolean address = labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9');
    return address ? Optional.empty() : Optional.of(new HostName(name));
  }

  /**
   * True where names of many owners lie below, so that opening it opens the world: the common
   * registry suffixes of two-letter countries and the large shared hosts. Not the whole public
   * suffix list, which changes weekly.
   */
  public boolean belongsToMany() {
    String[] labels = text.split("\\.", -1);
    boolean country = labels[labels.length - 1].length() == 2;
    return SHARED.contains(text)
        || (labels.length == 2 && country && REGISTRY_LABELS.contains(labels[0]));
  }

  @Override
  public String toString() {
    return text;
  }
}
