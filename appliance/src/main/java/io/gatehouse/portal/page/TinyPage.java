package io.gatehouse.portal.page;

/** A page of one sentence, for those who break off the talk and for when all places are taken. */
public final class TinyPage {
  private TinyPage() {}

  /** For a client that is no browser, or a broken one. */
  public static String of(int status, String why) {
    return of(status, "en", "ltr", why);
  }

  static String of(int status, String language, String direction, String why) {
    return "<!doctype html><html lang=\""
        + language
        + "\" dir=\""
        + direction
        + "\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
        + status
        + "</title><style>html{color-scheme:light dark}body{max-width:30rem;margin:4rem auto;"
        + "padding:0 1rem}h1{font:600 1.25rem/1.5 system-ui,sans-serif}</style><main><h1>"
        + why
        + "</h1></main>";
  }
}
