package io.gatehouse.campaign;

import java.util.List;
import java.util.SplittableRandom;

/** Which cycles to run, both ends included, and the seed of all their chances. */
public record Range(long seed, long from, long to) {

  public Range {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("--from and --to: 0 <= from <= to");
    }
  }

  /** Reads {@code --seed S --from I --to J}, each of which may be left out. */
  public static Range parse(List<String> args, long last) {
    long seed = 1;
    long from = 0;
    long to = last;
    for (int i = 0; i < args.size(); i += 2) {
      if (i + 1 == args.size() || !args.get(i + 1).matches("[0-9]{1,18}")) {
        throw new IllegalArgumentException(args.get(i) + " needs a whole number");
      }
      long value = Long.parseLong(args.get(i + 1));
      switch (args.get(i)) {
        case "--seed" -> seed = value;
        case "--from" -> from = value;
        case "--to" -> to = value;
        default ->
            throw new IllegalArgumentException("no such option of a campaign: " + args.get(i));
      }
    }
    return new Range(seed, from, to);
  }

  /** The chances of one actor in one cycle: always the same ones, whatever ran before. */
  public SplittableRandom chances(long cycle, int actor) {
    return new SplittableRandom((seed * 1_000_003 + cycle) * 1_009 + actor);
  }
}
