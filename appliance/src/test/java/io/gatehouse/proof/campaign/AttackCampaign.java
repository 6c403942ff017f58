package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The attacks that the table tries in small, at their full size. Each stands on a box of its own
 * and takes a stretch of the campaign's cycles; a range may be any part of them.
 */
public final class AttackCampaign implements Campaign {
  private static final List<Stretch> STRETCHES =
      List.of(
          new Stretch("G20", 10, "1,000,000 guesses from 1,000 MACs", ManyGuesses::new),
          new Stretch("G15", 1, "10,000 made-up devices in 60 s", ManyDevices::new),
          new Stretch("G24", 3, "5,000 slow connections, three kinds", ManyConnections::new),
          new Stretch("G9", 10, "100 flows kept beyond the end", ManyFlows::new),
          new Stretch("G21", 50, "200 redeemers on 500 vouchers", ManyRedeemers::new));

  /** One attack. */
  private record Stretch(
      String id, int cycles, String what, BiFunction<Range, Report, FullSize> opened) {}

  /** An attack at its full size, in pieces. */
  interface FullSize extends AutoCloseable {
    /** The same with the hole planted; what was seen of it, empty if nothing was. */
    String control();

    /**
     * @param index of this attack's own cycles, from 0
     */
    List<String> cycle(int index);

    /** After the last cycle of the range: what can only be told of all of them. */
    default List<String> sum() {
      return List.of();
    }

    @Override
    void close();
  }

  @Override
  public String name() {
    return "attacks";
  }

  @Override
  public String purpose() {
    StringBuilder text = new StringBuilder("the table's attacks at full size: cycles");
    int from = 0;
    for (Stretch stretch : STRETCHES) {
      text.append(from == 0 ? " " : ", ");
      text.append(from).append(" to ").append(from + stretch.cycles() - 1).append(' ');
      text.append(stretch.id()).append(" (").append(stretch.what()).append(')');
      from += stretch.cycles();
    }
    return text.toString();
  }

  @Override
  public long lastCycle() {
    return STRETCHES.stream().mapToLong(Stretch::cycles).sum() - 1;
  }

  @Override
  public void run(Range range, Report report) {
    long first = 0;
    for (Stretch stretch : STRETCHES) {
      long from = Math.max(range.from(), first);
      long to = Math.min(range.to(), first + stretch.cycles() - 1);
      if (from <= to) {
        run(stretch, first, from, to, range, report);
      }
      first += stretch.cycles();
    }
  }

  private static void run(
      Stretch stretch, long first, long from, long to, Range range, Report report) {
    report.say(stretch.id() + ": " + stretch.what());
    try (FullSize attack = stretch.opened().apply(range, report)) {
      String seen = attack.control();
      if (seen.isEmpty()) {
        report.unfit(stretch.id() + ": with the hole planted, nothing was seen");
      } else {
        report.say("  control: " + seen);
      }
      for (long cycle = from; cycle <= to; cycle++) {
        report.cycle(cycle, attack.cycle((int) (cycle - first)));
      }
      attack.sum().forEach(report::unfit);
    } catch (RuntimeException e) {
      report.unfit(stretch.id() + " broke down: " + e);
    }
  }
}
