package io.gatehouse.radius.accounting;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;

/** Makes accounting requests as a router does. */
public final class Reports {
  private final PacketBuilder builder = PacketBuilder.request(Code.ACCOUNTING_REQUEST, 1);

  private Reports(int status, String session) {
    builder.add(Attribute.ACCT_STATUS_TYPE, status);
    builder.add(Attribute.ACCT_SESSION_ID, session);
  }

  static Reports of(int status, String session) {
    return new Reports(status, session);
  }

  Reports user(String name, String mac) {
    builder.add(Attribute.USER_NAME, name);
    builder.add(Attribute.CALLING_STATION_ID, mac);
    return this;
  }

  Reports ours(String session) {
    builder.add(Attribute.CLASS, "gatehouse:" + session);
    return this;
  }

  Reports time(long seconds) {
    builder.add(Attribute.ACCT_SESSION_TIME, (int) seconds);
    return this;
  }

  /** 32-bit counters. */
  Reports bytes(long up, long down) {
    builder.add(Attribute.ACCT_INPUT_OCTETS, (int) up);
    builder.add(Attribute.ACCT_OUTPUT_OCTETS, (int) down);
    return this;
  }

  Reports gigawords(long up, long down) {
    builder.add(Attribute.ACCT_INPUT_GIGAWORDS, (int) (up >>> 32));
    builder.add(Attribute.ACCT_OUTPUT_GIGAWORDS, (int) (down >>> 32));
    return this;
  }

  Reports delay(long seconds) {
    builder.add(Attribute.ACCT_DELAY_TIME, (int) seconds);
    return this;
  }

  Reports cause(int cause) {
    builder.add(Attribute.ACCT_TERMINATE_CAUSE, cause);
    return this;
  }

  Packet packet(SharedSecret secret) {
    return Packet.of(builder.signed(secret.signer()));
  }

  Report from(String nas, String pool) {
    return Report.of(packet(SharedSecret.of("a-secret-of-the-tests")), nas, pool);
  }

  Report from(String nas) {
    return from(nas, "");
  }
}
