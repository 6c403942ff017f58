package io.gatehouse.radius.server;

import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.session.PassLeft;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.radius.eap.ServerTls;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Signer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides about access requests by what the box itself knows. Blocks on the store. */
public final class LocalServer {
  private static final String WRONG = "Unknown name or wrong password.";

  private final GuestAccounts accounts;
  private final Sessions sessions;
  private final Supplier<Optional<LocalDateTime>> localTime;
  private final ReplyPolicy policy;
  private final LoginLog log;
  private final EapLogins eap;

  /**
   * @param localTime the time of day where the box stands; empty while it is not trusted
   * @param tls what a login by EAP that begins is shown; asked once somebody does
   */
  public LocalServer(
      GuestAccounts accounts,
      Sessions sessions,
      Supplier<Optional<LocalDateTime>> localTime,
      ReplyPolicy policy,
      LoginLog log,
      Supplier<ServerTls> tls) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.localTime = localTime;
    this.policy = policy;
    this.log = log;
    eap = new EapLogins(this, policy, log, tls);
  }

  /**
   * Answers a checked and verified Access-Request.
   *
   * @param nas the name that the router is registered under
   * @return the signed reply; empty where there is none, so that the router asks again
   */
  public Optional<byte[]> answer(Packet request, PacketCheck check, Signer signer, String nas) {
    Caller caller = Caller.of(request, nas);
    if (check.eapMessage() != Packet.NOWHERE) {
      return eap.answer(request, signer, caller);
    }
    Credentials credentials = Credentials.of(request, check, signer);
    Decision decision = decide(caller, credentials, Credentials.isCallCheck(request));
    log.add(caller, credentials.method(), decision);
    return switch (decision) {
      case Decision.Accept accept -> Optional.of(policy.accept(request, accept, signer));
      case Decision.Reject reject -> Optional.of(policy.reject(request, reject, signer));
      case Decision.Silence silence -> Optional.empty();
    };
  }

  Decision decide(Caller caller, Credentials credentials, boolean callCheck) {
    String name = caller.userName();
    if (name.isBlank()) {
      return new Decision.Reject(Decision.Reason.WRONG, "No name was given.");
    }
    Optional<Mac> asMac = Caller.mac(name);
    if (asMac.isPresent()) {
      return byAddress(caller, asMac.get(), credentials, callCheck);
    }
    if (credentials instanceof Credentials.Unsupported(String method)) {
      return new Decision.Reject(
          Decision.Reason.METHOD, method + " is not answered by this box for this network.");
    }
    Optional<GuestAccounts.Login> login = accounts.login(name);
    if (login.isPresent()) {
      return byPassword(caller, login.get(), credentials);
    }
    return VoucherCode.parse(name) instanceof VoucherCode.Parsed.Code
        ? byVoucher(caller, credentials)
        : wrong(credentials);
  }

  /** Whether an account has this name. */
  boolean knows(String name) {
    return accounts.login(name).isPresent();
  }

  /**
   * What proves that MS-CHAPv2 was answered rightly for an account or a voucher; lets nobody in.
   *
   * @param spoken the name that the answer was made with
   */
  Optional<MsChapV2> proof(String name, String spoken, Credentials.MsChap2 answer) {
    Optional<AccountPassword> clear =
        accounts
            .login(name)
            .map(GuestAccounts.Login::password)
            .orElseGet(
                () ->
                    VoucherCode.parse(name) instanceof VoucherCode.Parsed.Code
                        ? Optional.of(AccountPassword.typed(name))
                        : Optional.empty());
    return clear.map(password -> answer.with(spoken, password)).filter(MsChapV2::holds);
  }

  private static Decision wrong(Credentials credentials) {
    return new Decision.Reject(
        Decision.Reason.WRONG, WRONG, credentials instanceof Credentials.MsChap2 ms ? ms : null);
  }

  /** The name is a device's address; what it sends as a password is that address or nothing. */
  private Decision byAddress(Caller caller, Mac named, Credentials credentials, boolean callCheck) {
    boolean own = caller.mac().map(named::equals).orElse(true);
    boolean proves =
        callCheck
            || credentials instanceof Credentials.None
            || proves(credentials, caller.userName(), AccountPassword.typed(caller.userName()));
    Optional<Account> account = accounts.of(named);
    if (!own || !proves || account.isEmpty()) {
      return new Decision.Reject(Decision.Reason.DEVICE, "This device is not listed.");
    }
    return admit(
        new Caller(caller.userName(), Optional.of(named), caller.ip(), caller.nas()),
        account.get());
  }

  private Decision byPassword(Caller caller, GuestAccounts.Login login, Credentials credentials) {
    switch (credentials) {
      case Credentials.Pap(AccountPassword typed) -> {
        if (!login.matches(typed)) {
          return wrong(credentials);
        }
      }
      case Credentials.Chap chap -> {
        Optional<AccountPassword> clear = login.password();
        if (clear.isEmpty()) {
          return onlyHash();
        }
        if (!chap.provedBy(clear.get())) {
          return wrong(credentials);
        }
      }
      case Credentials.MsChap2 ms -> {
        Optional<AccountPassword> clear = login.password();
        if (clear.isEmpty()) {
          return onlyHash();
        }
        if (!ms.with(caller.userName(), clear.get()).holds()) {
          return wrong(credentials);
        }
        Decision decision = admit(caller, login.account());
        return decision instanceof Decision.Accept accept
            ? proved(accept, ms, ms.with(caller.userName(), clear.get()))
            : withMsChap(decision, ms);
      }
      case Credentials.Proved proved -> {}
      default -> {
        return wrong(credentials);
      }
    }
    return admit(caller, login.account());
  }

  private static Decision onlyHash() {
    return new Decision.Reject(
        Decision.Reason.METHOD,
        "This account's password is kept as a hash, which cannot answer CHAP or MS-CHAPv2.");
  }

  private static Decision proved(
      Decision.Accept accept, Credentials.MsChap2 asked, MsChapV2 proof) {
    return new Decision.Accept(
        accept.session(), accept.account(), accept.windowSeconds(), proof, asked.ident());
  }

  private static Decision withMsChap(Decision decision, Credentials.MsChap2 ms) {
    return decision instanceof Decision.Reject reject
        ? new Decision.Reject(reject.reason(), reject.message(), ms)
        : decision;
  }

  /** A voucher's code is its name; as a password it takes the code again, or none. */
  private Decision byVoucher(Caller caller, Credentials credentials) {
    String code = caller.userName();
    boolean blank =
        credentials instanceof Credentials.None
            || credentials instanceof Credentials.Proved
            || (credentials instanceof Credentials.Pap(AccountPassword typed)
                && typed.reveal().isEmpty());
    if (!blank && !proves(credentials, code, AccountPassword.typed(code))) {
      return wrong(credentials);
    }
    Decision decision = admitted(sessions.redeem(code, caller.device()), null, -1);
    if (credentials instanceof Credentials.MsChap2 ms) {
      return decision instanceof Decision.Accept accept
          ? proved(accept, ms, ms.with(code, AccountPassword.typed(code)))
          : withMsChap(decision, ms);
    }
    return decision;
  }

  private static boolean proves(
      Credentials credentials, String userName, AccountPassword expected) {
    return switch (credentials) {
      case Credentials.Pap(AccountPassword typed) ->
          typed.reveal().equalsIgnoreCase(expected.reveal());
      case Credentials.Chap chap -> chap.provedBy(expected);
      case Credentials.MsChap2 ms -> ms.with(userName, expected).holds();
      case Credentials.None none -> false;
      case Credentials.Proved proved -> false;
      case Credentials.Unsupported other -> false;
    };
  }

  /** Whether an account whose owner has proved to be it may come in now. */
  private Decision admit(Caller caller, Account account) {
    Optional<Decision> refusal = refusal(account, caller.device().mac());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return admitted(
        sessions.enter(accounts, account.id(), caller.device()), account, windowSeconds(account));
  }

  private long windowSeconds(Account account) {
    return account.window().always()
        ? -1
        : localTime.get().flatMap(account.window()::leftAt).map(Duration::toSeconds).orElse(0L);
  }

  private Optional<Decision> refusal(Account account, Mac device) {
    switch (account.status()) {
      case SUSPENDED -> {
        return reject(
            Decision.Reason.SUSPENDED, "This account is suspended. Please ask at the desk.");
      }
      case DISABLED -> {
        return reject(Decision.Reason.DISABLED, "This account is switched off.");
      }
      case ACTIVE -> {}
    }
    if (account.onlyListed() && !account.macs().contains(device)) {
      return reject(
          Decision.Reason.DEVICE, "This account is for its listed devices only, not for this one.");
    }
    if (account.window().always()) {
      return Optional.empty();
    }
    Optional<LocalDateTime> now = localTime.get();
    if (now.isEmpty()) {
      return reject(
          Decision.Reason.TIME_WINDOW,
          "This account is for certain hours, and this box does not know the time yet.");
    }
    return account.window().leftAt(now.get()).isPresent()
        ? Optional.empty()
        : reject(
            Decision.Reason.TIME_WINDOW,
            "This account can be used " + account.window() + ", not now.");
  }

  private static Optional<Decision> reject(Decision.Reason reason, String message) {
    return Optional.of(new Decision.Reject(reason, message));
  }

  private static Decision admitted(Redeemed redeemed, Account account, long windowSeconds) {
    return switch (redeemed) {
      case Redeemed.Opened(var session, var token) ->
          new Decision.Accept(session, account, windowSeconds, null, (byte) 0);
      case Redeemed.Typo typo -> new Decision.Reject(Decision.Reason.WRONG, WRONG);
      case Redeemed.Unknown unknown -> new Decision.Reject(Decision.Reason.WRONG, WRONG);
      case Redeemed.Used used ->
          new Decision.Reject(Decision.Reason.USED_UP, "Nothing is left: time or data is used up.");
      case Redeemed.Elsewhere other ->
          new Decision.Reject(
              Decision.Reason.USED_UP, "This voucher belongs to another hotspot of this place.");
      case Redeemed.Expired expired ->
          new Decision.Reject(Decision.Reason.EXPIRED, "This voucher was not used in time.");
      case Redeemed.Revoked revoked ->
          new Decision.Reject(Decision.Reason.REVOKED, "This voucher was taken back.");
      case Redeemed.TooManyDevices many ->
          new Decision.Reject(
              Decision.Reason.TOO_MANY_DEVICES,
              "Already in use on as many devices as it is for. Sign one of them out first.");
      case Redeemed.DailyLimit(long seconds) ->
          new Decision.Reject(
              Decision.Reason.DAILY_LIMIT,
              "Today's share is used up. More in " + (seconds + 59) / 60 + " minutes.");
      case Redeemed.TooManyTries(long seconds) ->
          new Decision.Reject(
              Decision.Reason.TOO_MANY_TRIES,
              "Too many wrong codes. Try again in " + seconds + " seconds.");
      case Redeemed.NotOffered not ->
          new Decision.Reject(Decision.Reason.NOT_OFFERED, "This plan is not offered any more.");
      case Redeemed.NoLease no -> new Decision.Silence("no device");
      case Redeemed.Held held -> new Decision.Silence("the device's session is held");
      case Redeemed.OutOfOrder(String reason) -> new Decision.Silence(reason);
    };
  }

  /**
   * What would happen to a login with the right password at this moment, and why; it changes
   * nothing.
   */
  public String explain(String name) {
    Optional<GuestAccounts.Login> login = accounts.login(name);
    if (login.isEmpty()) {
      return VoucherCode.parse(name) instanceof VoucherCode.Parsed.Code
          ? "No account has this name. It looks like a voucher code and would be redeemed as one."
          : "Refused: no account has this name, and it is no voucher code.";
    }
    Account account = login.get().account();
    Mac device =
        account.macs().isEmpty()
            ? new Caller(account.name(), Optional.empty(), null, "").device().mac()
            : account.macs().getFirst();
    Optional<Decision> refusal = refusal(account, device);
    if (refusal.isPresent()) {
      return "Refused: " + refusal.get().words();
    }
    Optional<PassLeft> left = sessions.left(account.passId());
    if (left.isPresent() && !left.get().usable()) {
      return "Refused: nothing is left: time or data is used up.";
    }
    return left.map(LocalServer::words).orElse("Accepted: the plan would begin with this login.")
        + (account.challenges()
            ? " PAP, CHAP, MS-CHAPv2, PEAP and EAP-TTLS are answered."
            : " Only PAP and EAP-TTLS/PAP are answered, as the password is kept as a hash.");
  }

  private static String words(PassLeft left) {
    String time = left.seconds() < 0 ? "no limit of time" : left.seconds() + " s left";
    String data = left.bytes() < 0 ? "no limit of data" : left.bytes() + " bytes left";
    String devices = left.devicesIn() + " of " + left.devices() + " devices in";
    return (left.devicesIn() >= left.devices()
            ? "Refused for another device, accepted for those in: "
            : "Accepted: ")
        + String.join(", ", time, data, devices)
        + ".";
  }
}
