package io.gatehouse.operator.accounts;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Networks that console and API may be reached from. Empty = from anywhere on the management
 * network. Whoever changes it must be inside it, so that nobody locks themselves out; the command
 * line on the box's own socket is never asked.
 */
public final class AllowList {
  private static final int MOST = 50;

  private final Store store;
  private volatile List<Ipv4Network> networks;

  public AllowList(Store store) {
    this.store = store;
    this.networks =
        store.read(
            tx ->
                tx.list(
                    "SELECT network FROM allowed_network ORDER BY network",
                    row -> Ipv4Network.parse(row.getString(1)).orElseThrow()));
  }

  /** What became of a change. */
  public sealed interface Kept {
    record Done(List<Ipv4Network> networks) implements Kept {}

    record Invalid(String reason) implements Kept {}
  }

  public List<Ipv4Network> networks() {
    return networks;
  }

  /** Whether somebody at this address may be let in; asked for each request, touches no disk. */
  public boolean allows(String address) {
    return allows(networks, address);
  }

  private static boolean allows(List<Ipv4Network> allowed, String address) {
    Optional<Ipv4> from = Ipv4.parse(address);
    return allowed.isEmpty()
        || (from.isPresent() && allowed.stream().anyMatch(net -> net.contains(from.get())));
  }

  /**
   * Replaces the list.
   *
   * @param texts networks such as {@code 192.168.4.0/24}, or single addresses
   * @param from the address of who asks; text that is no address, such as {@code socket}, is let
   *     through
   */
  public Kept replace(List<String> texts, String from) {
    LinkedHashSet<Ipv4Network> fresh = new LinkedHashSet<>();
    for (String text : texts) {
      Optional<Ipv4Network> network = Ipv4Network.parse(text.contains("/") ? text : text + "/32");
      if (network.isEmpty()) {
        return new Kept.Invalid(text + " is no network such as 192.168.4.0/24");
      }
      fresh.add(network.get());
    }
    if (fresh.size() > MOST) {
      return new Kept.Invalid("at most " + MOST + " networks");
    }
    List<Ipv4Network> all = new ArrayList<>(fresh);
    if (Ipv4.parse(from).isPresent() && !allows(all, from)) {
      return new Kept.Invalid("you would lock yourself out: you are at " + from);
    }
    store.write(
        tx -> {
          tx.update("DELETE FROM allowed_network");
          fresh.forEach(
              network ->
                  tx.update(
                      "INSERT INTO allowed_network (network) VALUES (?)", network.toString()));
          return all;
        });
    networks = List.copyOf(all);
    return new Kept.Done(networks);
  }
}
