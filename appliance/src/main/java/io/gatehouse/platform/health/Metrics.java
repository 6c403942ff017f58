package io.gatehouse.platform.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Numbers for a monitoring system, in Prometheus' text format. Names and label values are the
 * program's own words, never a guest's.
 */
public final class Metrics {
  /** What {@link #scrape} answers with (Prometheus exposition format 0.0.4). */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** With the Java heap and its other memory from the start. */
  public static Metrics ofProcess() {
    Metrics metrics = new Metrics();
    new JvmMemoryMetrics().bindTo(metrics.registry);
    return metrics;
  }

  /** A number that is read whenever someone asks. It must answer at once. */
  public void gauge(String name, String help, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  /** Counts one more. */
  public void count(String name, String help, String label, String value) {
    Counter.builder(name).description(help).tag(label, value).register(registry).increment();
  }

  /** A count that is kept elsewhere and read whenever someone asks. */
  public void counted(String name, String help, String label, String value, LongSupplier count) {
    FunctionCounter.builder(name, count, LongSupplier::getAsLong)
        .description(help)
        .tag(label, value)
        .register(registry);
  }

  /** Counts how many and how long. */
  public void time(String name, String help, String label, String value, Duration took) {
    Timer.builder(name).description(help).tag(label, value).register(registry).record(took);
  }

  /** All numbers as text. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }
}
