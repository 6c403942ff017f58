package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;

/** Asks a resolver for the name servers of the root, the one question that needs no name. */
final class ResolverProbe {
  private static final int SERVER_FAILURE = 2;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int port;
  private final Duration limit;

  ResolverProbe(int port, Duration limit) {
    this.port = port;
    this.limit = limit;
  }

  /**
   * True where an answer came that is no server failure: a resolver that has itself lost its way
   * says SERVFAIL, one that will not recurse for us refuses and is nevertheless there.
   */
  boolean answers(Ipv4 resolver) {
    short id = (short) RANDOM.nextInt();
    byte[] question =
        ByteBuffer.allocate(17)
            .putShort(id)
            .putShort((short) 0x0100) // recursion desired
            .putShort((short) 1)
            .putShort((short) 0)
            .putInt(0)
            .put((byte) 0) // the root
            .putShort((short) 2) // NS
            .putShort((short) 1) // IN
            .array();
    byte[] four = ByteBuffer.allocate(4).putInt(resolver.bits()).array();
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connected: only the resolver's own packets arrive, and "port closed" is heard at once.
      socket.connect(InetAddress.getByAddress(four), port);
      socket.setSoTimeout((int) limit.toMillis());
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
      socket.receive(answer);
      ByteBuffer head = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
      return answer.getLength() >= 12
          && head.getShort(0) == id
          && (head.get(2) & 0x80) != 0
          && (head.get(3) & 0xf) != SERVER_FAILURE;
    } catch (IOException silent) {
      // Unreachable, closed or late: all of them mean that this resolver does not answer.
      return false;
    }
  }
}
