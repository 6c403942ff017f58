package io.gatehouse.hub.fleet;

import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.authority.Issued;
import io.gatehouse.hub.authority.Request;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import io.gatehouse.sync.wire.Claim;
import io.gatehouse.sync.wire.ClaimSecret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The boxes of a hub: who belongs to it, by which certificate, and who may come. */
public final class Fleet {
  /** How long a claim is good, in the hub's service time. */
  public static final Duration CLAIM_LASTS = Duration.ofHours(24);

  private static final String BOXES =
      "SELECT b.id, b.tenant, b.site, b.name, b.own_name, b.have, b.missing, b.seen_ms, b.trouble,"
          + " (SELECT COALESCE(MAX(c.ends_ms), 0) FROM hub_certificate c"
          + "  WHERE c.box = b.id AND c.revoked = 0)"
          + " FROM hub_box b";

  private static final Row<FleetBox> BOX =
      row ->
          new FleetBox(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getLong(6),
              row.getLong(7),
              row.getLong(8),
              row.getString(9),
              row.getLong(10));

  private final Store store;
  private final Authority authority;
  private final ServiceClock service;
  private final WallClock wall;
  private final byte[] claimKey;
  private final Consumer<String> gone;

  /** Not durable: a contact is news for a moment only, and there are many. */
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  /**
   * @param claimKey what claims are digested with
   * @param gone is handed the box whose certificates were taken back, after the commit
   */
  public Fleet(
      Store store,
      Authority authority,
      ServiceClock service,
      WallClock wall,
      byte[] claimKey,
      Consumer<String> gone) {
    this.store = store;
    this.authority = authority;
    this.service = service;
    this.wall = wall;
    this.claimKey = claimKey.clone();
    this.gone = gone;
  }

  /** Makes a place for a box; empty where another box of the tenant has the name. */
  public Optional<FleetBox> add(String name, String site) {
    return store.write(
        tx -> {
          String id = tx.newId();
          int made =
              tx.update(
                  "INSERT INTO hub_box (id, site, name, made_ms) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (tenant, name) DO NOTHING",
                  id,
                  site,
                  name,
                  wall.now().toEpochMilli());
          return made == 0 ? Optional.empty() : tx.one(BOXES + " WHERE b.id = ?", BOX, id);
        });
  }

  /** All of them, by name. */
  public List<FleetBox> boxes() {
    return store.read(tx -> tx.list(BOXES + " ORDER BY b.name", BOX)).stream()
        .map(this::withContact)
        .toList();
  }

  /**
   * @param which its id or its name
   */
  public Optional<FleetBox> box(String which) {
    return store
        .read(
            tx ->
                tx.one(
                    BOXES
                        + " WHERE b.id = ? OR b.name = ? ORDER BY CASE WHEN b.id = ? THEN 0 ELSE 1 END",
                    BOX,
                    which,
                    which,
                    which))
        .map(this::withContact);
  }

  private FleetBox withContact(FleetBox box) {
    long last = Math.max(box.seenMillis(), seen.getOrDefault(box.id(), 0L));
    return new FleetBox(
        box.id(),
        box.tenant(),
        box.site(),
        box.name(),
        box.ownName(),
        box.have(),
        box.missing(),
        last,
        box.trouble(),
        box.certificateEndsMillis());
  }

  /** A claim for that box; those made for it before and not used are good no more. */
  public Claim claim(String box) {
    ClaimSecret secret = ClaimSecret.random();
    store.write(
        tx -> {
          tx.update("DELETE FROM hub_claim WHERE box = ? AND used_key = ''", box);
          return tx.update(
              "INSERT INTO hub_claim (digest, box, until_ms) VALUES (?, ?, ?)",
              digest(secret),
              box,
              service.millis() + CLAIM_LASTS.toMillis());
        });
    return new Claim(secret, authority.key());
  }

  /**
   * Lets a box in. Who asks again with the same claim and key is told the same again, as the first
   * answer may have been lost. A box that was in before has its old certificates taken back.
   */
  public Enrolled enrol(ClaimSecret secret, Request request, String ownName) {
    return store.write(
        tx -> {
          Optional<Known> found =
              tx.one(
                  "SELECT box, until_ms, used_key FROM hub_claim WHERE digest = ?",
                  row -> new Known(row.getString(1), row.getLong(2), row.getString(3)),
                  digest(secret));
          if (found.isEmpty()) {
            return new Enrolled.Unknown();
          }
          Known claim = found.get();
          if (claim.until < service.millis()) {
            return new Enrolled.Expired();
          }
          if (claim.usedKey.equals(request.digest())) {
            return again(tx, claim.box, request.digest());
          }
          if (!claim.usedKey.isEmpty()) {
            return new Enrolled.Used();
          }
          return letIn(tx, secret, claim.box, request, ownName);
        });
  }

  private record Known(String box, long until, String usedKey) {}

  private static Enrolled again(Tx tx, String box, String key) {
    return tx.one(
            "SELECT pem FROM hub_certificate WHERE box = ? AND key_digest = ? AND revoked = 0",
            row -> row.getString(1),
            box,
            key)
        .<Enrolled>map(pem -> new Enrolled.In(box, pem))
        .orElseGet(Enrolled.Used::new);
  }

  private Enrolled letIn(Tx tx, ClaimSecret secret, String box, Request request, String ownName) {
    boolean taken =
        tx.one("SELECT 1 FROM hub_certificate WHERE key_digest = ?", row -> 1, request.digest())
            .isPresent();
    if (taken) {
      return new Enrolled.KeyTaken();
    }
    tx.update(
        "UPDATE hub_claim SET used_key = ? WHERE digest = ?", request.digest(), digest(secret));
    tx.update("UPDATE hub_certificate SET revoked = 1 WHERE box = ?", box);
    tx.update("UPDATE hub_box SET own_name = ? WHERE id = ?", ownName, box);
    return new Enrolled.In(box, issue(tx, box, request));
  }

  private String issue(Tx tx, String box, Request request) {
    Issued issued = authority.issue(request, box);
    tx.update(
        "INSERT INTO hub_certificate (serial, box, key_digest, pem, ends_ms) VALUES (?, ?, ?, ?, ?)",
        Issued.text(issued.serial()),
        box,
        request.digest(),
        issued.pem(),
        issued.ends().toEpochMilli());
    return issued.pem();
  }

  /**
   * A certificate for a new key of a box that is in. The old one stays good until it ends, as the
   * answer may be lost.
   *
   * @return PEM; empty where the key belongs to a box already
   */
  public Optional<String> renew(String box, Request request) {
    return store.write(
        tx -> {
          boolean taken =
              tx.one(
                      "SELECT 1 FROM hub_certificate WHERE key_digest = ?",
                      row -> 1,
                      request.digest())
                  .isPresent();
          return taken ? Optional.empty() : Optional.of(issue(tx, box, request));
        });
  }

  /**
   * The box that shows a certificate which the authority has signed; empty where it was taken back.
   */
  public Optional<String> boxOf(BigInteger serial) {
    Optional<String> box =
        store.read(
            tx ->
                tx.one(
                    "SELECT box FROM hub_certificate WHERE serial = ? AND revoked = 0",
                    row -> row.getString(1),
                    Issued.text(serial)));
    box.ifPresent(id -> seen.put(id, wall.now().toEpochMilli()));
    return box;
  }

  /** Takes the box's certificates and open claims back. Says how many certificates that were. */
  public int revoke(String box) {
    int count =
        store.write(
            tx -> {
              tx.update("DELETE FROM hub_claim WHERE box = ? AND used_key = ''", box);
              return tx.update(
                  "UPDATE hub_certificate SET revoked = 1 WHERE box = ? AND revoked = 0", box);
            });
    gone.accept(box);
    return count;
  }

  /** Makes the contacts durable. */
  public void keep() {
    List<Object[]> contacts =
        seen.entrySet().stream().map(one -> new Object[] {one.getValue(), one.getKey()}).toList();
    store.write(
        tx -> {
          tx.updateAll("UPDATE hub_box SET seen_ms = ? WHERE id = ?", contacts);
          return null;
        });
  }

  private String digest(ClaimSecret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(claimKey, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(secret.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
