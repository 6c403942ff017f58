package io.gatehouse.app;

import io.gatehouse.platform.log.LogSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the edge in the foreground until it is told to stop. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    description = "Run the box: portal, console, API, sessions. Started by gatehouse-edge.service.")
final class EdgeCommand implements Callable<Integer> {

  @Mixin private EdgeOptions options;

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.install();
    try {
      EdgeAssembly edge = new EdgeAssembly(options);
      return Foreground.run(edge::start, edge::close);
    } catch (RuntimeException e) {
      SafeMode.consider(e, options);
      throw e;
    }
  }
}
