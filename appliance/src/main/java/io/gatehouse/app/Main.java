package io.gatehouse.app;

/** Where every role of Gatehouse starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
