package io.gatehouse.radius.dynauth;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.accounting.Accounted;
import io.gatehouse.radius.accounting.AccountingBook;
import io.gatehouse.radius.accounting.OwnGuests;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.server.Caller;
import io.gatehouse.radius.server.ReplyPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * What a trusted server orders: which session it means, and its end or another plan (RFC 5176 §3).
 * Orders about a router behind the box go to that router, and its answer comes back.
 */
public final class ServerOrders {
  private static final int UNSUPPORTED_ATTRIBUTE = 401;
  private static final int MISSING_ATTRIBUTE = 402;
  private static final int NAS_MISMATCH = 403;
  private static final int INVALID_VALUE = 407;
  private static final int NO_SESSION = 503;
  private static final int PROXY_FAILED = 505;
  private static final int SEVERAL_SESSIONS = 508;
  private static final int PAGE = 500;

  /** What RFC 5176 §3.6 lets an order name a session by, and what goes round all orders. */
  private static final List<Integer> KNOWN =
      List.of(
          Attribute.USER_NAME,
          Attribute.NAS_IP_ADDRESS,
          Attribute.NAS_IDENTIFIER,
          Attribute.FRAMED_IP_ADDRESS,
          Attribute.CALLING_STATION_ID,
          Attribute.CLASS,
          Attribute.ACCT_SESSION_ID,
          Attribute.ACCT_MULTI_SESSION_ID,
          Attribute.CHARGEABLE_USER_IDENTITY,
          Attribute.EVENT_TIMESTAMP,
          Attribute.MESSAGE_AUTHENTICATOR,
          Attribute.PROXY_STATE);

  private final Supplier<Radius> settings;
  private final Sessions sessions;
  private final Plans plans;
  private final AccountingBook book;
  private final String box;

  /**
   * @param box the NAS-Identifier that the box's own guests are accounted under
   */
  public ServerOrders(
      Supplier<Radius> settings, Sessions sessions, Plans plans, AccountingBook book, String box) {
    this.settings = settings;
    this.sessions = sessions;
    this.plans = plans;
    this.book = book;
    this.box = box;
  }

  /** The unsigned reply to a checked and verified order that is no replay. Blocks. */
  PacketBuilder carryOut(Packet order) {
    Optional<Radius.Nas> router = router(order);
    if (router.isPresent()) {
      return relay(order, router.get());
    }
    String nas = order.textOf(Attribute.NAS_IDENTIFIER);
    if (nas != null && !nas.equals(box)) {
      return no(order, NAS_MISMATCH);
    }
    if (isStrange(order)) {
      return no(order, UNSUPPORTED_ATTRIBUTE);
    }
    List<SessionView> meant = meant(order);
    if (meant == null) {
      return no(order, MISSING_ATTRIBUTE);
    }
    if (meant.size() != 1) {
      return no(order, meant.isEmpty() ? NO_SESSION : SEVERAL_SESSIONS);
    }
    String session = meant.getFirst().id();
    if (order.code() == Code.DISCONNECT_REQUEST) {
      return sessions.end(session, EndReason.OPERATOR) ? yes(order) : no(order, NO_SESSION);
    }
    String wanted = order.textOf(Attribute.FILTER_ID);
    if (wanted == null) {
      return no(order, MISSING_ATTRIBUTE);
    }
    Optional<Plan> plan = plan(wanted);
    if (plan.isEmpty()) {
      return no(order, INVALID_VALUE);
    }
    return sessions.changePlan(session, plan.get().id()) ? yes(order) : no(order, NO_SESSION);
  }

  static PacketBuilder no(Packet order, int cause) {
    int nak = order.code() == Code.COA_REQUEST ? Code.COA_NAK : Code.DISCONNECT_NAK;
    return PacketBuilder.reply(nak, order).add(Attribute.ERROR_CAUSE, cause);
  }

  private static PacketBuilder yes(Packet order) {
    int ack = order.code() == Code.COA_REQUEST ? Code.COA_ACK : Code.DISCONNECT_ACK;
    return PacketBuilder.reply(ack, order);
  }

  /** RFC 5176 §3.6: what is not understood must not be taken for granted. */
  private static boolean isStrange(Packet order) {
    for (int at = order.first(); at < order.end(); at = order.next(at)) {
      int type = order.type(at);
      boolean plan = type == Attribute.FILTER_ID && order.code() == Code.COA_REQUEST;
      if (!plan && !KNOWN.contains(type)) {
        return true;
      }
    }
    return false;
  }

  /** By its id, or by its name where only one has that. */
  private Optional<Plan> plan(String wanted) {
    Optional<Plan> byId = plans.find(wanted);
    if (byId.isPresent()) {
      return byId;
    }
    List<Plan> named = plans.all().stream().filter(plan -> plan.name().equals(wanted)).toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** The sessions that all names fit; null where the order names none. */
  private List<SessionView> meant(Packet order) {
    String acct = order.textOf(Attribute.ACCT_SESSION_ID);
    String multi = order.textOf(Attribute.ACCT_MULTI_SESSION_ID);
    String user = order.textOf(Attribute.USER_NAME);
    String calling = order.textOf(Attribute.CALLING_STATION_ID);
    String pass = order.textOf(Attribute.CHARGEABLE_USER_IDENTITY);
    String given = order.textOf(Attribute.CLASS);
    int ip = order.find(Attribute.FRAMED_IP_ADDRESS);
    boolean named =
        acct != null
            || multi != null
            || user != null
            || calling != null
            || pass != null
            || given != null
            || ip != Packet.NOWHERE;
    if (!named) {
      return null;
    }
    List<SessionView> found = new ArrayList<>();
    String after = "";
    for (List<SessionView> page = sessions.list(after, PAGE);
        !page.isEmpty();
        page = sessions.list(after, PAGE)) {
      for (SessionView one : page) {
        boolean fits =
            (calling == null || Caller.mac(calling).filter(one.mac()::equals).isPresent())
                && (pass == null || pass.equals(one.passId()))
                && (multi == null || multi.equals(one.id()))
                && (given == null || ReplyPolicy.sessionOf(given).equals(one.id()))
                && (ip == Packet.NOWHERE || order.integer(ip) == one.ip().bits());
        if (fits && isCalled(one, acct, user)) {
          found.add(one);
        }
      }
      after = page.getLast().id();
    }
    return found;
  }

  private boolean isCalled(SessionView session, String acct, String user) {
    if (acct == null && user == null) {
      return true;
    }
    if (session.nas().isEmpty()) {
      return (acct == null || OwnGuests.sessionOf(acct).equals(session.id()))
          && (user == null
              || user.equals(OwnGuests.user(session.voucherId(), session.mac().toString())));
    }
    Optional<Accounted> reported = book.ofSession(session.id());
    return reported.isPresent()
        && (acct == null || acct.equals(reported.get().routersId()))
        && (user == null || user.equals(reported.get().user()));
  }

  /** The router that the order names by its address or by the name it has in the settings. */
  private Optional<Radius.Nas> router(Packet order) {
    int address = order.find(Attribute.NAS_IP_ADDRESS);
    String name = order.textOf(Attribute.NAS_IDENTIFIER);
    return settings.get().nases().stream()
        .filter(nas -> nas.coaPort() > 0 && nas.network().prefix() == 32)
        .filter(
            nas ->
                nas.name().equals(name)
                    || (address != Packet.NOWHERE
                        && nas.network().address().bits() == order.integer(address)))
        .findFirst();
  }

  private static PacketBuilder relay(Packet order, Radius.Nas nas) {
    if (order.has(Attribute.TUNNEL_PASSWORD) || order.has(Attribute.USER_PASSWORD)) {
      // Hidden by a secret that the router does not have.
      return no(order, UNSUPPORTED_ATTRIBUTE);
    }
    PacketBuilder request =
        PacketBuilder.request(order.code(), ThreadLocalRandom.current().nextInt(256));
    Signer signer = SharedSecret.of(nas.secret().secret()).signer();
    try {
      Packet reply =
          RouterTalk.ask(
              new InetSocketAddress(nas.network().address().toString(), nas.coaPort()),
              copied(order, request).signed(signer),
              signer);
      return reply == null
          ? no(order, PROXY_FAILED)
          : copied(reply, PacketBuilder.reply(reply.code(), order));
    } catch (IOException e) {
      return no(order, PROXY_FAILED);
    }
  }

  /** All but what is signed anew and what only its way was written down in. */
  private static PacketBuilder copied(Packet from, PacketBuilder to) {
    for (int at = from.first(); at < from.end(); at = from.next(at)) {
      int type = from.type(at);
      if (type != Attribute.MESSAGE_AUTHENTICATOR && type != Attribute.PROXY_STATE) {
        to.add(type, from.valueCopy(at));
      }
    }
    return to;
  }
}
