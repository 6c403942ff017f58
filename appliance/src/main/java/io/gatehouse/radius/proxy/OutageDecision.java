package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;

/** What a guest is told while no upstream answers, as the route says. */
final class OutageDecision {
  /** Whom a server let in before is looked at again after an hour at most. */
  private static final int SEEN_SECONDS = 3_600;

  private static final String CLOSED = "The login service cannot be reached. Please try again.";

  private final Counts counts;

  /** Made when the first route wants it. */
  private Seen seen;

  OutageDecision(Counts counts) {
    this.counts = counts;
  }

  /** Keeps what a server said of a name and password. */
  void remember(Exchange exchange, Packet request, PacketCheck checked, int code, long nowNanos) {
    seen = seen == null ? new Seen() : seen;
    if (code == Code.ACCESS_ACCEPT) {
      int seconds = exchange.route.settings.outageSeconds();
      seen.admitted(exchange.nas, request, checked, nowNanos, seconds);
    } else if (code == Code.ACCESS_REJECT) {
      seen.rejected(exchange.nas, request, checked);
    }
  }

  byte[] decide(Exchange exchange, Packet request, PacketCheck checked, long nowNanos) {
    Radius.Route route = exchange.route.settings;
    int seconds = 0;
    // Nobody but its server can end an EAP conversation.
    if (checked.eapMessage() == Packet.NOWHERE) {
      if (route.outage() == Radius.Outage.CAPPED) {
        seconds = route.outageSeconds();
      } else if (route.outage() == Radius.Outage.SEEN && seen != null) {
        int left = seen.secondsLeft(exchange.nas, request, checked, nowNanos);
        seconds = Math.min(left, SEEN_SECONDS);
      }
    }
    if (seconds == 0) {
      counts.count(Counts.Event.OUTAGE_REJECTED);
      return reject(exchange, request, CLOSED);
    }
    counts.count(Counts.Event.OUTAGE_ADMITTED);
    return PacketBuilder.reply(Code.ACCESS_ACCEPT, request)
        .add(Attribute.SESSION_TIMEOUT, seconds)
        .signedFor(request, exchange.nas.signer);
  }

  byte[] reject(Exchange exchange, Packet request, String message) {
    PacketBuilder reply =
        PacketBuilder.reply(Code.ACCESS_REJECT, request).add(Attribute.REPLY_MESSAGE, message);
    int eap = request.find(Attribute.EAP_MESSAGE);
    if (eap != Packet.NOWHERE && request.valueLength(eap) >= 4) {
      // RFC 3579 §2.6.3: a reject of an EAP conversation carries EAP-Failure with its id.
      byte id = request.bytes()[request.value(eap) + 1];
      reply.add(Attribute.EAP_MESSAGE, new byte[] {4, id, 0, 4});
    }
    return reply.signedFor(request, exchange.nas.signer);
  }
}
