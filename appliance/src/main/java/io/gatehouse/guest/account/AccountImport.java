package io.gatehouse.guest.account;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accounts from a table whose first line names the columns, in any order: {@code name} and {@code
 * plan} (id or name) are needed; {@code password, status, quota, devices, window, macs,
 * only_listed, challenges, address, pool, vlan, group} may be there. A name that exists is changed
 * in what the table has columns for. A good line is stored whatever is wrong with others.
 */
public final class AccountImport {
  private static final Set<String> COLUMNS =
      Set.of(
          "name",
          "password",
          "plan",
          "status",
          "quota",
          "devices",
          "window",
          "macs",
          "only_listed",
          "challenges",
          "address",
          "pool",
          "vlan",
          "group");

  private final GuestAccounts accounts;
  private final Plans plans;

  public AccountImport(GuestAccounts accounts, Plans plans) {
    this.accounts = accounts;
    this.plans = plans;
  }

  /**
   * @param bad lines that were left out, each with its reason
   */
  public record Outcome(int created, int changed, List<BadLine> bad) {}

  /**
   * @param line from 1, the line of the names included
   */
  public record BadLine(int line, String reason) {}

  /**
   * @param table lines of cells as they stand in the file
   */
  public Outcome read(List<List<String>> table) {
    if (table.isEmpty()) {
      return new Outcome(0, 0, List.of(new BadLine(1, "the file is empty")));
    }
    List<String> heads =
        table.getFirst().stream().map(head -> head.strip().toLowerCase(Locale.ROOT)).toList();
    Optional<String> wrong = wrongHeads(heads);
    if (wrong.isPresent()) {
      return new Outcome(0, 0, List.of(new BadLine(1, wrong.get())));
    }
    Map<String, String> planIds = new HashMap<>();
    for (Plan plan : plans.all()) {
      planIds.put(plan.name().toLowerCase(Locale.ROOT), plan.id());
      planIds.put(plan.id().toLowerCase(Locale.ROOT), plan.id());
    }
    int created = 0;
    int changed = 0;
    List<BadLine> bad = new ArrayList<>();
    for (int i = 1; i < table.size(); i++) {
      List<String> cells = table.get(i);
      if (cells.size() != heads.size()) {
        bad.add(new BadLine(i + 1, "has " + cells.size() + " cells, not " + heads.size()));
        continue;
      }
      Line line = new Line(planIds);
      for (int column = 0; column < cells.size(); column++) {
        line.cells.put(heads.get(column), cells.get(column).strip());
      }
      Optional<String> reason = line.store();
      if (reason.isPresent()) {
        bad.add(new BadLine(i + 1, reason.get()));
      } else if (line.isNew) {
        created++;
      } else {
        changed++;
      }
    }
    return new Outcome(created, changed, bad);
  }

  private static Optional<String> wrongHeads(List<String> heads) {
    for (String head : heads) {
      if (!COLUMNS.contains(head)) {
        return Optional.of(
            "unknown column '"
                + head
                + "'; there are "
                + COLUMNS.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
    if (new HashSet<>(heads).size() < heads.size()) {
      return Optional.of("a column stands there twice");
    }
    return heads.contains("name") && heads.contains("plan")
        ? Optional.empty()
        : Optional.of("the columns name and plan are needed");
  }

  /** One account as the table tells it. */
  private final class Line {
    private final Map<String, String> cells = new HashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final Map<String, String> planIds;
    private boolean isNew;

    Line(Map<String, String> planIds) {
      this.planIds = planIds;
    }

    Optional<String> store() {
      String name = cells.get("name");
      Optional<Account> known = accounts.named(name);
      isNew = known.isEmpty();
      Account before = known.orElseGet(() -> Account.fresh(name, ""));
      Account draft = draft(before);
      Optional<AccountPassword> password =
          Optional.ofNullable(cells.get("password"))
              .filter(typed -> !typed.isEmpty())
              .map(AccountPassword::typed);
      if (errors.isEmpty()
          && accounts.save(draft, password) instanceof GuestAccounts.Saved.Invalid(var wrong)) {
        errors.putAll(wrong);
      }
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(
              errors.entrySet().stream()
                  .map(error -> error.getKey() + ": " + error.getValue())
                  .collect(Collectors.joining("; ")));
    }

    private Account draft(Account before) {
      String planId = planIds.get(cells.get("plan").toLowerCase(Locale.ROOT));
      if (planId == null) {
        errors.put("plan", "there is no plan '" + cells.get("plan") + "'");
      }
      Account.Lan lan = before.lan();
      return new Account(
          before.id(),
          before.name(),
          planId == null ? "" : planId,
          status(before.status()),
          number("quota", before.quotaBytes()),
          (int) number("devices", before.atOnce()),
          window(before.window()),
          macs(before.macs()),
          flag("only_listed", before.onlyListed()),
          flag("challenges", before.challenges()),
          new Account.Lan(
              address(lan.address()),
              cells.getOrDefault("pool", lan.pool()),
              (int) number("vlan", lan.vlan()),
              cells.getOrDefault("group", lan.group())),
          before.passId());
    }

    private boolean filled(String column) {
      return !cells.getOrDefault(column, "").isEmpty();
    }

    private Account.Status status(Account.Status otherwise) {
      if (!filled("status")) {
        return otherwise;
      }
      for (Account.Status status : Account.Status.values()) {
        if (status.name().equalsIgnoreCase(cells.get("status"))) {
          return status;
        }
      }
      errors.put("status", "must be active, suspended or disabled");
      return otherwise;
    }

    private long number(String column, long otherwise) {
      if (!filled(column)) {
        return otherwise;
      }
      try {
        long number = Long.parseLong(cells.get(column));
        if (column.equals("quota") || Math.abs(number) <= Integer.MAX_VALUE) {
          return number;
        }
      } catch (NumberFormatException e) {
        errors.put(column, "'" + cells.get(column) + "' is not a whole number");
        return otherwise;
      }
      errors.put(column, "is too large");
      return otherwise;
    }

    private boolean flag(String column, boolean otherwise) {
      return switch (cells.getOrDefault(column, "").toLowerCase(Locale.ROOT)) {
        case "" -> otherwise;
        case "yes", "true", "1" -> true;
        case "no", "false", "0" -> false;
        default -> {
          errors.put(column, "must be yes or no");
          yield otherwise;
        }
      };
    }

    private TimeWindow window(TimeWindow otherwise) {
      if (!cells.containsKey("window")) {
        return otherwise;
      }
      Optional<TimeWindow> window = TimeWindow.parse(cells.get("window"));
      if (window.isEmpty()) {
        errors.put("window", "must be like 'mon-fri 08:00-18:00'");
      }
      return window.orElse(otherwise);
    }

    private List<Mac> macs(List<Mac> otherwise) {
      if (!cells.containsKey("macs")) {
        return otherwise;
      }
      List<Mac> macs = new ArrayList<>();
      for (String text : cells.get("macs").split("[ ;|]+")) {
        Mac.parse(text.replace('-', ':'))
            .ifPresentOrElse(
                macs::add,
                () -> {
                  if (!text.isEmpty()) {
                    errors.put("macs", "'" + text + "' is not a device's address");
                  }
                });
      }
      return macs;
    }

    private Optional<Ipv4> address(Optional<Ipv4> otherwise) {
      if (!filled("address")) {
        return cells.containsKey("address") ? Optional.empty() : otherwise;
      }
      Optional<Ipv4> address = Ipv4.parse(cells.get("address"));
      if (address.isEmpty()) {
        errors.put("address", "'" + cells.get("address") + "' is not an IPv4 address");
      }
      return address;
    }
  }
}
