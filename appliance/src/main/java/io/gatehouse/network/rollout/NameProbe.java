package io.gatehouse.network.rollout;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

/** Asks one of the box's own resolvers for a name that it answers by itself (RFC 1035 §4). */
final class NameProbe {
  private static final SecureRandom RANDOM = new SecureRandom();

  private NameProbe() {}

  /** True where it answered with at least one address. */
  static boolean answers(Ipv4 resolver, int port, String name, Duration limit) {
    short id = (short) RANDOM.nextInt();
    ByteBuffer question =
        ByteBuffer.allocate(512)
            .putShort(id)
            .putShort((short) 0x0100) // recursion desired
            .putShort((short) 1)
            .putShort((short) 0)
            .putInt(0);
    for (String label : name.split("\\.", -1)) {
      byte[] text = label.getBytes(StandardCharsets.US_ASCII);
      question.put((byte) text.length).put(text);
    }
    question.put((byte) 0).putShort((short) 1).putShort((short) 1); // A, IN
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(resolver.bits()).array()), port);
      socket.setSoTimeout((int) limit.toMillis());
      socket.send(new DatagramPacket(question.array(), question.position()));
      DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
      socket.receive(answer);
      ByteBuffer head = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
      return answer.getLength() >= 12 && head.getShort(0) == id && head.getShort(6) > 0;
    } catch (IOException silent) {
      // Closed, unreachable or late: it does not answer, which is what was asked.
      return false;
    }
  }
}
