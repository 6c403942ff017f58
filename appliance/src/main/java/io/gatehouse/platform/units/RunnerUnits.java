package io.gatehouse.platform.units;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Units under the lab's runner of unit files, asked over its Unix socket. */
public final class RunnerUnits implements Units {
  private final Path socket;

  public RunnerUnits(Path socket) {
    this.socket = socket;
  }

  @Override
  public void start(UnitName unit) {
    ask("start", unit);
  }

  @Override
  public void stop(UnitName unit) {
    ask("stop", unit);
  }

  @Override
  public void restart(UnitName unit) {
    ask("restart", unit);
  }

  @Override
  public void reload(UnitName unit) {
    ask("reload", unit);
  }

  @Override
  public UnitState state(UnitName unit) {
    return UnitState.valueOf(ask("state", unit));
  }

  /** The unit's main process inside the lab, empty text if it has none. */
  public String pid(UnitName unit) {
    return ask("pid", unit);
  }

  /** How often the unit has been started. */
  public int starts(UnitName unit) {
    return Integer.parseInt(ask("starts", unit));
  }

  private String ask(String verb, UnitName unit) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        BufferedReader reader =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      ByteBuffer question =
          ByteBuffer.wrap((verb + " " + unit + "\n").getBytes(StandardCharsets.UTF_8));
      while (question.hasRemaining()) {
        channel.write(question);
      }
      String answer = reader.readLine();
      if (answer == null || !answer.startsWith("done")) {
        throw new UnitsException(
            verb + " " + unit + ": " + (answer == null ? "no answer" : answer.replace('\t', '\n')));
      }
      return answer.substring("done".length()).strip();
    } catch (IOException e) {
      throw new UnitsException(verb + " " + unit + ": the runner of units is not there: " + e);
    }
  }
}
