package io.gatehouse.hub.site;

import io.gatehouse.guest.voucher.SiteKey;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The sites of a hub: each counts what changes of what its boxes sell, and has a key from which the
 * keys of its batches are made.
 */
public final class Sites {
  private static final String TENANT = "default";
  private static final String PLACE = "hub.site";

  private final Store store;
  private final SealingKey seal;
  private final Consumer<String> changed;
  private final Set<String> untold = ConcurrentHashMap.newKeySet();

  /**
   * @param changed is handed each box for whose site there is something new, after the commit
   */
  public Sites(Store store, SealingKey seal, Consumer<String> changed) {
    this.store = store;
    this.seal = seal;
    this.changed = changed;
  }

  /** A key of a site. */
  record Key(int generation, SiteKey key) {}

  /**
   * Counts a change of the site. It locks the site until the transaction ends, so that numbers
   * become visible in their order.
   */
  long change(Tx tx, String site) {
    tx.update("INSERT INTO hub_site (site) VALUES (?) ON CONFLICT (tenant, site) DO NOTHING", site);
    tx.update("UPDATE hub_site SET seq = seq + 1 WHERE tenant = ? AND site = ?", TENANT, site);
    untold.add(site);
    return newest(tx, site);
  }

  static long newest(Tx tx, String site) {
    return tx.one(
            "SELECT seq FROM hub_site WHERE tenant = ? AND site = ?",
            row -> row.getLong(1),
            TENANT,
            site)
        .orElse(0L);
  }

  /** The site's present key, made where there is none. */
  Key key(Tx tx, String site) {
    int generation =
        tx.one(
                "SELECT generation FROM hub_site WHERE tenant = ? AND site = ?",
                row -> row.getInt(1),
                TENANT,
                site)
            .orElseThrow();
    if (sealed(tx, site, generation).isEmpty()) {
      byte[] fresh = new byte[SiteKey.BYTES];
      new SecureRandom().nextBytes(fresh);
      tx.update(
          "INSERT INTO hub_site_key (site, generation, key_sealed) VALUES (?, ?, ?)"
              + " ON CONFLICT (tenant, site, generation) DO NOTHING",
          site,
          generation,
          seal.seal(fresh, PLACE));
    }
    return key(tx, site, generation);
  }

  Key key(Tx tx, String site, int generation) {
    return new Key(
        generation, SiteKey.of(seal.unseal(sealed(tx, site, generation).getFirst(), PLACE)));
  }

  private static List<byte[]> sealed(Tx tx, String site, int generation) {
    return tx.list(
        "SELECT key_sealed FROM hub_site_key WHERE tenant = ? AND site = ? AND generation = ?",
        row -> row.getBytes(1),
        TENANT,
        site,
        generation);
  }

  /**
   * Gives the site a new key: batches from now on are made from it. Who holds the old one can make
   * codes of older batches only, and boxes that have heard of this take those by the batch alone.
   *
   * @return the numbers of the batches that are not revoked and were made from older keys
   */
  public List<Integer> renewKey(String site) {
    List<Integer> older =
        store.write(
            tx -> {
              change(tx, site);
              tx.update(
                  "UPDATE hub_site SET generation = generation + 1 WHERE tenant = ? AND site = ?",
                  TENANT,
                  site);
              return tx.list(
                  "SELECT number FROM hub_batch WHERE tenant = ? AND site = ? AND revoked = 0"
                      + " ORDER BY number",
                  row -> row.getInt(1),
                  TENANT,
                  site);
            });
    tell();
    return older;
  }

  /** Tells the boxes of the sites that have changed since it was last called. */
  public void tell() {
    for (String site : Set.copyOf(untold)) {
      untold.remove(site);
      store
          .read(
              tx ->
                  tx.list(
                      "SELECT id FROM hub_box WHERE tenant = ? AND site = ?",
                      row -> row.getString(1),
                      TENANT,
                      site))
          .forEach(changed);
    }
  }

  /** The site of a box. */
  static String of(Tx tx, String box) {
    return tx.one("SELECT site FROM hub_box WHERE id = ?", row -> row.getString(1), box)
        .orElseThrow();
  }
}
