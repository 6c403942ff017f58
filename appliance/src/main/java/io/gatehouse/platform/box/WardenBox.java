package io.gatehouse.platform.box;

import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Verb;
import io.gatehouse.warden.wire.Frame;
import io.gatehouse.warden.wire.VerbText;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * The warden behind its socket. One connection, one verb at a time; a connection that broke is made
 * again at the next call, and a verb that was under way when it broke is asked once more: verbs say
 * what shall be, so twice does no harm.
 */
public final class WardenBox implements Box, AutoCloseable {
  private final Path socket;
  private final int limitMillis;
  private final ReentrantLock turn = new ReentrantLock(true);
  private UnixSocketChannel channel;

  /**
   * @param limit how long an answer may take
   */
  public WardenBox(Path socket, Duration limit) {
    this.socket = socket;
    this.limitMillis = Math.toIntExact(limit.toMillis());
  }

  @Override
  public Reply call(Verb verb) {
    String request = VerbText.write(verb);
    turn.lock();
    try {
      boolean kept = channel != null;
      try {
        return exchange(request);
      } catch (IOException broken) {
        close();
        return kept ? again(request) : new Reply.Unreachable(reason(broken));
      }
    } finally {
      turn.unlock();
    }
  }

  private Reply again(String request) {
    try {
      return exchange(request);
    } catch (IOException broken) {
      close();
      return new Reply.Unreachable(reason(broken));
    }
  }

  private Reply exchange(String request) throws IOException {
    if (channel == null) {
      channel = UnixSocketChannel.open(new UnixSocketAddress(socket.toFile()));
      channel.setOption(UnixSocketOptions.SO_RCVTIMEO, limitMillis);
      channel.setOption(UnixSocketOptions.SO_SNDTIMEO, limitMillis);
    }
    Frame.write(Channels.newOutputStream(channel), request);
    String answer = Frame.read(Channels.newInputStream(channel), Frame.LONGEST_REPLY);
    if (answer == null) {
      throw new IOException("it hung up");
    }
    return Reply.read(answer);
  }

  private String reason(IOException broken) {
    return "the warden at " + socket + " does not answer: " + broken.getMessage();
  }

  @Override
  public void close() {
    turn.lock();
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyGone) {
      return;
    } finally {
      channel = null;
      turn.unlock();
    }
  }
}
