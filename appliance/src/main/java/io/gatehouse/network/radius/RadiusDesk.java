package io.gatehouse.network.radius;

import java.util.List;

/** What the box's own RADIUS server has decided and was told, for who looks at it. */
public interface RadiusDesk {

  /** What would become of a login with the right password now, and why; it changes nothing. */
  String explain(String user);

  /**
   * One login.
   *
   * @param whenMillis time of day in ms since 1970
   * @param user as it was sent; of a voucher's code only that it was one
   * @param outcome accept, silence, or why it was refused
   */
  record Login(
      long whenMillis,
      String user,
      String device,
      String nas,
      String method,
      String outcome,
      String message) {}

  /** The newest logins first; those whose user, device or router holds the text. */
  List<Login> logins(String text, int max);

  /**
   * A session as a router reported it.
   *
   * @param seq counts up
   * @param startedMillis time of day in ms since 1970; 0 = not trusted
   * @param cause RFC 2866 §5.10; 0 = none
   */
  record Reported(
      long seq,
      String nas,
      String routersId,
      String user,
      String device,
      String address,
      String session,
      long startedMillis,
      boolean stopped,
      int cause,
      long seconds,
      long upBytes,
      long downBytes) {}

  /** The newest first, before a seq; where a text is given, of that user, device or router. */
  List<Reported> accounting(String text, long beforeSeq, int max);

  /** In PEM, without its key: what devices that log in by EAP are shown and have to believe. */
  String certificate();

  /** How many records wait for a server to take them. */
  long waiting();

  /** A record that no server of its pool takes. */
  record Aside(long seq, String pool, String nas, String reason) {}

  List<Aside> aside(int max);

  /** Sends what was set aside again. Says how many that were. */
  int sendAgain();
}
