package io.gatehouse.radius.accounting;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.server.Caller;
import io.gatehouse.radius.server.ReplyPolicy;
import java.io.ByteArrayOutputStream;

/** One Accounting-Request, as it counts. */
final class Report {
  static final int START = 1;
  static final int STOP = 2;
  static final int INTERIM = 3;
  static final int ON = 7;
  static final int OFF = 8;

  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Caller caller;
  private final String pool;
  private final int status;
  private final String sessionId;
  private final long seconds;
  private final long input;
  private final long output;
  private final boolean gigawords;
  private final long delaySeconds;
  private final int cause;
  private final String ours;
  private final byte[] attributes;
  private final long digest;

  private Report(Packet packet, String nas, String pool) {
    this.pool = pool;
    caller = Caller.of(packet, nas);
    status = (int) packet.number(Attribute.ACCT_STATUS_TYPE, 0);
    String id = packet.textOf(Attribute.ACCT_SESSION_ID);
    sessionId = id == null ? "" : id;
    seconds = packet.number(Attribute.ACCT_SESSION_TIME, -1);
    long inputHigh = packet.number(Attribute.ACCT_INPUT_GIGAWORDS, -1);
    long outputHigh = packet.number(Attribute.ACCT_OUTPUT_GIGAWORDS, -1);
    gigawords = inputHigh >= 0 || outputHigh >= 0;
    input = counter(packet, Attribute.ACCT_INPUT_OCTETS, inputHigh);
    output = counter(packet, Attribute.ACCT_OUTPUT_OCTETS, outputHigh);
    delaySeconds = packet.number(Attribute.ACCT_DELAY_TIME, 0);
    cause = (int) packet.number(Attribute.ACCT_TERMINATE_CAUSE, 0);
    ours = ourSession(packet);
    attributes = lasting(packet);
    digest = digest(attributes);
  }

  /**
   * @param pool whose servers get it; empty = it stays here
   */
  static Report of(Packet packet, String nas, String pool) {
    return new Report(packet, nas, pool);
  }

  private static long counter(Packet packet, int type, long high) {
    long low = packet.number(type, -1);
    return low < 0 ? -1 : low + (Math.max(high, 0) << 32);
  }

  private static String ourSession(Packet packet) {
    for (int at = packet.find(Attribute.CLASS);
        at != Packet.NOWHERE;
        at = packet.find(Attribute.CLASS, packet.next(at))) {
      String ours = ReplyPolicy.sessionOf(packet.text(at));
      if (!ours.isEmpty()) {
        return ours;
      }
    }
    return "";
  }

  /** Everything but what is another one each time it is sent. */
  private static byte[] lasting(Packet packet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(packet.length());
    for (int at = packet.first(); at < packet.end(); at = packet.next(at)) {
      switch (packet.type(at)) {
        case Attribute.ACCT_DELAY_TIME, Attribute.PROXY_STATE, Attribute.MESSAGE_AUTHENTICATOR -> {}
        default -> out.write(packet.bytes(), at, packet.next(at) - at);
      }
    }
    return out.toByteArray();
  }

  /** FNV-1a: tells a retransmission, which no stranger can make up behind a secret. */
  private static long digest(byte[] bytes) {
    long hash = FNV_START;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  Caller caller() {
    return caller;
  }

  String pool() {
    return pool;
  }

  int status() {
    return status;
  }

  /** The router's name for the session. */
  String sessionId() {
    return sessionId;
  }

  /** How long the session has been, by the router; -1 = not told. */
  long seconds() {
    return seconds;
  }

  /** Bytes received from the guest; -1 = not told. */
  long input() {
    return input;
  }

  /** Bytes sent to the guest; -1 = not told. */
  long output() {
    return output;
  }

  /** Whether the counters have their upper halves. */
  boolean gigawords() {
    return gigawords;
  }

  /** How old the report is already (RFC 2866 §5.2). */
  long delaySeconds() {
    return delaySeconds;
  }

  int cause() {
    return cause;
  }

  /** The id of the box's session, from the Class that the box gave; empty where there is none. */
  String ours() {
    return ours;
  }

  /** The attributes as they came, without those that change each time. */
  byte[] attributes() {
    return attributes;
  }

  long digest() {
    return digest;
  }
}
