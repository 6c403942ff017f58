package io.gatehouse.app.cli.hub;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The hub's words ask the hub's socket, where nobody says otherwise. */
final class HubSocket implements IDefaultValueProvider {
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.longestName().equals("--socket")
        ? "/run/gatehouse-hub/api.sock"
        : null;
  }
}
