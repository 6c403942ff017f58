package io.gatehouse.network.radius;

import io.gatehouse.network.settings.document.Refusals;
import io.gatehouse.platform.certificate.Issuers;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Which RADIUS settings can be. */
public final class RadiusRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final int MOST = 256;
  private static final int MOST_ROUTES = 128;
  private static final int WEEK = 604_800;

  /** What no filter may take away: without them nobody is who they say (RFC 2865, 3579). */
  private static final List<Integer> NEEDED = List.of(1, 2, 3, 24, 33, 40, 44, 79, 80);

  private final Radius radius;
  private final Refusals errors;

  private RadiusRules(Radius radius, Refusals errors) {
    this.radius = radius;
    this.errors = errors;
  }

  /** Adds a reason for each value that cannot be. */
  public static void check(Radius radius, Refusals errors) {
    RadiusRules rules = new RadiusRules(radius, errors);
    errors.range("radius.authenticationPort", radius.authenticationPort(), 1, 65_535);
    errors.range("radius.accountingPort", radius.accountingPort(), 1, 65_535);
    if (radius.authenticationPort() == radius.accountingPort()) {
      errors.refuse("radius.accountingPort", "is the port for authentication already");
    }
    errors.range("radius.ordersPort", radius.ordersPort(), 0, 65_535);
    if (radius.ordersPort() == radius.authenticationPort()
        || radius.ordersPort() == radius.accountingPort()) {
      errors.refuse("radius.ordersPort", "is the port for something else already");
    }
    rules.nases();
    rules.upstreams();
    rules.pools();
    rules.routes();
    if (!radius.ownGuests().isEmpty()) {
      rules.accounts("radius.ownGuests", radius.ownGuests());
    }
    Issuers.trouble(radius.eapIssuers())
        .ifPresent(reason -> errors.refuse("radius.eapIssuers", reason));
  }

  private void nases() {
    List<Radius.Nas> all = radius.nases();
    most("radius.nases", all.size(), MOST);
    names("radius.nases", all.stream().map(Radius.Nas::name).toList());
    for (int i = 0; i < all.size(); i++) {
      Radius.Nas nas = all.get(i);
      String path = "radius.nases[" + i + "]";
      if (nas.network().address().bits() == 0) {
        errors.refuse(path + ".network", "must be an address such as 10.0.0.5, or a network");
      } else if (all.subList(0, i).stream().anyMatch(o -> o.network().equals(nas.network()))) {
        errors.refuse(path + ".network", "is another NAS's already");
      }
      secret(path, nas.secret());
      errors.range(path + ".coaPort", nas.coaPort(), 0, 65_535);
      errors.range(path + ".requestsPerSecond", nas.requestsPerSecond(), 0, 1_000_000);
    }
  }

  private void upstreams() {
    List<Radius.Upstream> all = radius.upstreams();
    most("radius.upstreams", all.size(), 32);
    names("radius.upstreams", all.stream().map(Radius.Upstream::name).toList());
    for (int i = 0; i < all.size(); i++) {
      Radius.Upstream upstream = all.get(i);
      String path = "radius.upstreams[" + i + "]";
      int first = upstream.address().bits() >>> 24;
      if (first == 0 || first >= 224) {
        errors.refuse(path + ".address", "must be the address of a server");
      }
      secret(path, upstream.secret());
      errors.range(path + ".authenticationPort", upstream.authenticationPort(), 1, 65_535);
      // Ids tell the requests to one port apart, so each port has one upstream and one service.
      if (upstream.authenticationPort() == upstream.accountingPort()) {
        errors.refuse(path + ".accountingPort", "is the port for authentication already");
      }
      if (all.subList(0, i).stream().anyMatch(other -> samePort(other, upstream))) {
        errors.refuse(path + ".authenticationPort", "is another upstream's already");
      }
      errors.range(path + ".accountingPort", upstream.accountingPort(), 0, 65_535);
    }
  }

  private static boolean samePort(Radius.Upstream one, Radius.Upstream other) {
    return one.address().equals(other.address())
        && !Collections.disjoint(
            List.of(one.authenticationPort(), one.accountingPort()),
            List.of(other.authenticationPort(), other.accountingPort()));
  }

  private void pools() {
    List<String> known = radius.upstreams().stream().map(Radius.Upstream::name).toList();
    names("radius.pools", radius.pools().stream().map(Radius.Pool::name).toList());
    for (int i = 0; i < radius.pools().size(); i++) {
      Radius.Pool pool = radius.pools().get(i);
      String path = "radius.pools[" + i + "]";
      if (pool.upstreams().isEmpty()) {
        errors.refuse(path + ".upstreams", "must name at least one of radius.upstreams");
      }
      errors.distinct(path + ".upstreams", pool.upstreams());
      for (int j = 0; j < pool.upstreams().size(); j++) {
        known(path + ".upstreams[" + j + "]", pool.upstreams().get(j), known);
      }
      errors.range(path + ".answerMillis", pool.answerMillis(), 100, 30_000);
    }
  }

  private void routes() {
    List<String> nases = radius.nases().stream().map(Radius.Nas::name).toList();
    List<String> pools = radius.pools().stream().map(Radius.Pool::name).toList();
    most("radius.routes", radius.routes().size(), MOST_ROUTES);
    for (int i = 0; i < radius.routes().size(); i++) {
      Radius.Route route = radius.routes().get(i);
      String path = "radius.routes[" + i + "]";
      errors.text(path + ".realm", route.realm(), 0, 253, false);
      errors.text(path + ".ssid", route.ssid(), 0, 32, false);
      if (!route.nas().isEmpty()) {
        known(path + ".nas", route.nas(), nases);
      }
      if (!route.pool().isEmpty()) {
        known(path + ".pool", route.pool(), pools);
      }
      errors.range(path + ".outageSeconds", route.outageSeconds(), 60, WEEK);
      dropped(path + ".dropRequests", route.dropRequests());
      dropped(path + ".dropReplies", route.dropReplies());
    }
  }

  /** A pool that takes no accounting would have records wait for ever. */
  private void accounts(String path, String name) {
    known(path, name, radius.pools().stream().map(Radius.Pool::name).toList());
    boolean takes =
        radius.pools().stream()
            .filter(pool -> pool.name().equals(name))
            .flatMap(pool -> pool.upstreams().stream())
            .anyMatch(
                upstream ->
                    radius.upstreams().stream()
                        .anyMatch(one -> one.name().equals(upstream) && one.accountingPort() > 0));
    if (!takes) {
      errors.refuse(path, "needs a pool with an upstream that takes accounting");
    }
  }

  private void dropped(String path, List<Integer> types) {
    errors.distinct(path, types);
    for (int i = 0; i < types.size(); i++) {
      errors.range(path + "[" + i + "]", types.get(i), 1, 255);
      if (NEEDED.contains(types.get(i))) {
        errors.refuse(path + "[" + i + "]", "is one that RADIUS itself needs");
      }
    }
  }

  private void known(String path, String name, List<String> known) {
    if (!known.contains(name)) {
      errors.refuse(
          path, known.isEmpty() ? "there is none yet" : "known are " + String.join(", ", known));
    }
  }

  private void secret(String path, RadiusSecret secret) {
    RadiusSecret.trouble(secret.secret())
        .ifPresent(reason -> errors.refuse(path + ".secret", reason));
  }

  private void most(String path, int size, int most) {
    if (size > most) {
      errors.refuse(path, "must be at most " + most);
    }
  }

  private void names(String path, List<String> names) {
    errors.distinct(path, names);
    for (int i = 0; i < names.size(); i++) {
      if (!NAME.matcher(names.get(i)).matches()) {
        errors.refuse(
            path + "[" + i + "].name", "must have 1 to 32 of A-Z a-z 0-9 . _ -, a letter first");
      }
    }
  }
}
