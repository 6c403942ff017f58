package io.gatehouse.bench.rig;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is made of many measured values. */
public final class Numbers {
  private static final int RESAMPLES = 2_000;

  private Numbers() {}

  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  /** Lower end of the 95 % interval of the median, by resampling with a fixed seed. */
  public static double lowerEnd(List<Double> values) {
    Random random = new Random(42);
    List<Double> medians =
        Stream.generate(
                () ->
                    median(
                        random
                            .ints(values.size(), 0, values.size())
                            .mapToObj(values::get)
                            .toList()))
            .limit(RESAMPLES)
            .sorted()
            .toList();
    return medians.get((int) (RESAMPLES * 0.025));
  }
}
