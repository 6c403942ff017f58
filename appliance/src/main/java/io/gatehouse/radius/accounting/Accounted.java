package io.gatehouse.radius.accounting;

/**
 * A session as routers reported it, for people and programs.
 *
 * @param session the box's own session; empty where a router admitted somebody without asking it
 * @param startedMillis time of day in ms since 1970 when the first report came; 0 = not trusted
 * @param stopped whether its end was reported
 * @param cause RFC 2866 §5.10; 0 = none
 */
public record Accounted(
    long seq,
    String nas,
    String routersId,
    String user,
    String mac,
    String ip,
    String session,
    long startedMillis,
    boolean stopped,
    int cause,
    long seconds,
    long upBytes,
    long downBytes) {}
