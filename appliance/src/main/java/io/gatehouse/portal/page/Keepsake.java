package io.gatehouse.portal.page;

/** What a guest needs to come back; empty texts where it is not known any more. */
public record Keepsake(String code, String resumeToken) {
  public static final Keepsake NONE = new Keepsake("", "");

  @Override
  public String toString() {
    return "***";
  }
}
