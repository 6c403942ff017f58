package io.gatehouse.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code gatehouse bench [NAME...] [--json]}: measures against a peer of the same run and prints
 * one row for each figure. Exit 0 = all measured and all goals hold, 1 = not, 2 = no such name.
 */
public final class Benchmarks {
  private static final List<Bench> ALL =
      List.of(
          new RedeemRate(),
          new PortalCpu(),
          new Footprint(),
          new SampleCpu(),
          new Login(),
          new Forward(),
          new Render(),
          new CardWrites(),
          new SyncLink(),
          new RadiusProxy());

  private Benchmarks() {}

  /** Of every row. */
  public static List<String> names() {
    return ALL.stream().flatMap(bench -> bench.names().stream()).toList();
  }

  public static void main(String[] args) {
    boolean json = Arrays.asList(args).contains("--json");
    List<String> known = names();
    Set<String> wanted = new TreeSet<>(Arrays.asList(args));
    wanted.remove("--json");
    if (!known.containsAll(wanted)) {
      wanted.removeAll(known);
      System.err.println("no such benchmark: " + String.join(" ", wanted));
      System.err.println("there are: " + String.join(" ", known));
      System.exit(2);
    }
    List<Row> rows = new ArrayList<>();
    if (!json) {
      System.out.printf(
          "%-16s %10s %-8s %-8s %-6s %s%n", "name", "value", "unit", "goal", "holds", "");
    }
    for (Bench bench : ALL) {
      List<String> names =
          bench.names().stream().filter(n -> wanted.isEmpty() || wanted.contains(n)).toList();
      for (Row row : names.isEmpty() ? List.<Row>of() : measured(bench, names)) {
        rows.add(row);
        if (!json) {
          System.out.printf(
              "%-16s %10s %-8s %-8s %-6s %s%n",
              row.name(),
              Row.number(row.value()),
              row.unit(),
              row.goal(),
              row.holds() ? "yes" : "NO",
              row.detail());
        }
      }
    }
    if (json) {
      System.out.println(json(rows));
    }
    System.exit(rows.stream().allMatch(Row::holds) ? 0 : 1);
  }

  /** One bench that cannot run leaves the others their turn. */
  private static List<Row> measured(Bench bench, List<String> names) {
    try {
      return bench.run(names);
    } catch (RuntimeException e) {
      e.printStackTrace();
      return names.stream()
          .map(name -> new Row(name, Double.NaN, "", "not measured: " + e.getMessage()))
          .toList();
    }
  }

  private static String json(List<Row> rows) {
    ArrayNode array = JsonMapper.builder().build().createArrayNode();
    for (Row row : rows) {
      array
          .addObject()
          .put("name", row.name())
          .put("value", row.value())
          .put("unit", row.unit())
          .put("goal", row.goal().toString())
          .put("holds", row.holds())
          .put("detail", row.detail());
    }
    return array.toPrettyString();
  }
}
