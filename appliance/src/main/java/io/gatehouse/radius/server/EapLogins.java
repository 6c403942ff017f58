package io.gatehouse.radius.server;

import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.radius.eap.EapServer;
import io.gatehouse.radius.eap.ServerTls;
import io.gatehouse.radius.eap.Step;
import io.gatehouse.radius.eap.Users;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.Signer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** EAP in RADIUS packets (RFC 3579), ended here: accounts and vouchers inside a tunnel. */
final class EapLogins {
  private static final int USUAL_MTU = 1_400;
  private static final int MOST_PIECE = 1_000;
  private static final int LEAST_PIECE = 100;

  /** EAPOL, EAP, flags and length around each piece. */
  private static final int AROUND = 14;

  private final LocalServer server;
  private final ReplyPolicy policy;
  private final LoginLog log;
  private final EapServer<Login> conversations;

  EapLogins(LocalServer server, ReplyPolicy policy, LoginLog log, Supplier<ServerTls> tls) {
    this.server = server;
    this.policy = policy;
    this.log = log;
    conversations = new EapServer<>(tls);
  }

  /** The signed reply; empty where there is none. */
  Optional<byte[]> answer(Packet request, Signer signer, Caller caller) {
    int state = request.find(Attribute.STATE);
    EapServer.Answer<Login> answer =
        conversations.take(
            message(request),
            state == Packet.NOWHERE ? new byte[0] : request.valueCopy(state),
            caller.nas() + ' ' + caller.device().mac(),
            () -> new Login(caller),
            pieceBytes(request),
            System.nanoTime());
    return switch (answer.step()) {
      case Step.Ask(byte[] eap) ->
          Optional.of(ReplyPolicy.challenge(request, eap, answer.state(), signer));
      case Step.Silence silence -> Optional.empty();
      case Step.Failure(byte[] eap, String why) -> {
        note(answer, caller, new Decision.Reject(Decision.Reason.TUNNEL, why));
        yield Optional.of(ReplyPolicy.reject(request, eap, signer));
      }
      case Step.Success success -> {
        Decision.Accept accept = (Decision.Accept) answer.users().decision;
        note(answer, caller, accept);
        yield Optional.of(policy.accept(request, accept, success, signer));
      }
    };
  }

  /** What was decided about a name inside says more than how the conversation ended. */
  private void note(EapServer.Answer<Login> answer, Caller caller, Decision otherwise) {
    Login login = answer.users();
    boolean decided = login != null && login.decision != null;
    log.add(
        login == null ? caller : login.caller,
        answer.method(),
        decided && !(login.decision instanceof Decision.Accept) ? login.decision : otherwise);
  }

  private static byte[] message(Packet request) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int at = request.find(Attribute.EAP_MESSAGE);
        at != Packet.NOWHERE;
        at = request.find(Attribute.EAP_MESSAGE, request.next(at))) {
      whole.write(request.bytes(), request.value(at), request.valueLength(at));
    }
    return whole.toByteArray();
  }

  private static int pieceBytes(Packet request) {
    long mtu = request.number(Attribute.FRAMED_MTU, USUAL_MTU);
    return Math.clamp(mtu - AROUND, LEAST_PIECE, MOST_PIECE);
  }

  /** One conversation's name, and what became of it. */
  private final class Login implements Users {
    private Caller caller;
    private Decision decision;

    private Login(Caller caller) {
      this.caller = caller;
    }

    @Override
    public boolean enter(String name, String password) {
      return decided(name, new Credentials.Pap(AccountPassword.typed(password)));
    }

    @Override
    public boolean enterByCertificate(List<String> names) {
      for (String name : names) {
        if (server.knows(name)) {
          return decided(name, new Credentials.Proved());
        }
      }
      decision =
          new Decision.Reject(
              Decision.Reason.WRONG, "No account has a name of this certificate: " + names);
      return false;
    }

    @Override
    public boolean enterProved(String name) {
      return decided(name, new Credentials.Proved());
    }

    private boolean decided(String name, Credentials credentials) {
      caller = caller.named(name);
      decision = server.decide(caller, credentials, false);
      return decision instanceof Decision.Accept;
    }

    @Override
    public Optional<String> proof(String name, String spoken, byte[] challenge, byte[] response) {
      caller = caller.named(name);
      Optional<String> proof =
          server
              .proof(name, spoken, Credentials.MsChap2.tunnelled(challenge, response))
              .map(MsChapV2::authenticatorResponse);
      if (proof.isEmpty()) {
        decision = new Decision.Reject(Decision.Reason.WRONG, "Unknown name or wrong password.");
      }
      return proof;
    }
  }
}
