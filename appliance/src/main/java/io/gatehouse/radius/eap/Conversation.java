package io.gatehouse.radius.eap;

import io.gatehouse.platform.certificate.CertificateNames;
import javax.net.ssl.SSLException;

/** One device's way in: method, tunnel, and what is inside. Not safe for several threads. */
final class Conversation {
  /** A tunnel in small pieces takes some; nobody honest takes more. */
  private static final int MOST_ROUNDS = 100;

  /** RFC 9190 §2.5: the box says that nothing of TLS is to come any more. */
  private static final byte[] COMMITMENT = {0};

  private final ServerTls tls;
  private final Users users;
  private final Fragments fragments = new Fragments();
  private EapMethod method;
  private TlsTunnel tunnel;
  private Inner inner;
  private Stage stage = Stage.IDENTITY;
  private int id;
  private int pieceBytes;
  private int rounds;
  private String why = "";

  private enum Stage {
    IDENTITY,
    /** The method is offered; the device may want another. */
    OFFERED,
    HANDSHAKE,
    /** The tunnel stands, and the device has to acknowledge what came last of it. */
    LAST_FLIGHT,
    INSIDE,
    /** An alert is on its way. */
    FAILING
  }

  Conversation(ServerTls tls, Users users, int firstId) {
    this.tls = tls;
    this.users = users;
    this.id = firstId;
  }

  /** The method's name for the log; before one is agreed on, EAP. */
  String title() {
    return method == null ? "EAP" : method.title;
  }

  /** Asks for the name. */
  Step begin() {
    return new Step.Ask(EapPacket.request(id, EapPacket.IDENTITY, new byte[] {}).bytes());
  }

  /**
   * @param pieceBytes of TLS in one packet, at most
   */
  Step take(EapPacket response, int pieceBytes) {
    this.pieceBytes = pieceBytes;
    if (response.id() != id) {
      return new Step.Silence();
    }
    if (++rounds > MOST_ROUNDS) {
      return failure("it takes too many steps");
    }
    if (stage == Stage.IDENTITY) {
      return response.type() == EapPacket.IDENTITY
          ? offer(EapMethod.PEAP)
          : failure("the device does not say its name");
    }
    if (stage == Stage.OFFERED && response.type() == EapPacket.NAK) {
      return wanted(response.data());
    }
    if (response.type() != method.type) {
      return failure("the device speaks another method than was agreed on");
    }
    return fragment(response.data());
  }

  private Step offer(EapMethod offered) {
    method = offered;
    stage = Stage.OFFERED;
    return ask(new byte[] {Fragments.START});
  }

  /** RFC 3748 §5.3.1: what it would rather speak, the dearest first. */
  private Step wanted(byte[] types) {
    for (byte type : types) {
      EapMethod other = EapMethod.of(type & 0xff);
      boolean spoken = other != EapMethod.TLS || tls.believesCertificates();
      if (other != null && other != method && spoken) {
        return offer(other);
      }
    }
    return failure("the device speaks neither PEAP nor EAP-TTLS nor, if set up, EAP-TLS");
  }

  private Step ask(byte[] data) {
    id = (id + 1) & 0xff;
    return new Step.Ask(EapPacket.request(id, method.type, data).bytes());
  }

  private Step fragment(byte[] data) {
    if (fragments.hasMore()) {
      return Fragments.isAck(data)
          ? ask(fragments.next(pieceBytes))
          : failure("the device does not wait for the rest of a message");
    }
    return switch (fragments.take(data)) {
      case WRONG -> failure("a piece of a message does not fit");
      case MORE -> ask(new byte[] {0});
      case WHOLE -> message(fragments.message());
    };
  }

  private Step message(byte[] message) {
    if (stage == Stage.FAILING) {
      return failure(why);
    }
    try {
      if (tunnel == null) {
        tunnel = new TlsTunnel(tls.engine(method == EapMethod.TLS));
        stage = Stage.HANDSHAKE;
      }
      byte[] clear = tunnel.take(message);
      return switch (stage) {
        case HANDSHAKE -> tunnel.isOpen() ? opened(clear) : send();
        case LAST_FLIGHT -> message.length == 0 ? acknowledged() : inside(clear);
        default -> inside(clear);
      };
    } catch (SSLException e) {
      return broken(e);
    }
  }

  private Step broken(SSLException e) {
    why = "TLS: " + e.getMessage();
    byte[] alert = tunnel == null ? new byte[] {} : tunnel.pending();
    if (alert.length == 0) {
      return failure(why);
    }
    stage = Stage.FAILING;
    fragments.send(alert);
    return ask(fragments.next(pieceBytes));
  }

  private Step send() {
    fragments.send(tunnel.pending());
    return ask(fragments.next(pieceBytes));
  }

  /**
   * In TLS 1.2 the box has the last word of the handshake, which the device acknowledges; in TLS
   * 1.3 the device has, and the box may begin inside at once.
   */
  private Step opened(byte[] clear) throws SSLException {
    inner =
        switch (method) {
          case TLS -> null;
          case TTLS -> new TtlsInner(users);
          case PEAP -> new PeapInner(users);
        };
    if (method == EapMethod.TLS) {
      stage = Stage.LAST_FLIGHT;
      if (tunnel.isTls13()) {
        tunnel.say(COMMITMENT);
      }
      return send();
    }
    if (method == EapMethod.TTLS) {
      stage = Stage.INSIDE;
      return clear.length > 0 ? inside(clear) : send();
    }
    if (tunnel.isTls13()) {
      stage = Stage.INSIDE;
      tunnel.say(inner.begin(nextId()));
    } else {
      stage = Stage.LAST_FLIGHT;
    }
    return send();
  }

  private int nextId() {
    return (id + 1) & 0xff;
  }

  private Step acknowledged() throws SSLException {
    if (method == EapMethod.TLS) {
      return users.enterByCertificate(CertificateNames.of(tunnel.certificate()))
          ? success()
          : failure("the certificate is of nobody who may come in now");
    }
    stage = Stage.INSIDE;
    tunnel.say(inner.begin(nextId()));
    return send();
  }

  private Step inside(byte[] clear) throws SSLException {
    if (inner == null || clear.length == 0) {
      return failure("the device says nothing inside the tunnel");
    }
    return switch (inner.take(clear, nextId())) {
      case Inner.Said.Answer(byte[] answer) -> {
        tunnel.say(answer);
        yield send();
      }
      case Inner.Said.In in -> success();
      case Inner.Said.Out(String reason) -> failure(reason);
    };
  }

  private Step success() throws SSLException {
    return new Step.Success(EapPacket.end(true, id), tunnel.keys(method));
  }

  private Step failure(String reason) {
    return new Step.Failure(EapPacket.end(false, id), reason);
  }
}
