package io.gatehouse.platform.names;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * One question to a resolver over UDP (RFC 1035 §4).
 *
 * @param name ASCII labels set apart by dots; empty = the root
 * @param type A = 1, NS = 2
 */
public record Question(String name, int type) {
  /** The answer code of a resolver that has itself lost its way. */
  public static final int SERVER_FAILURE = 2;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LARGEST = 512;

  /** For the IPv4 addresses of a name. */
  public static Question address(String name) {
    return new Question(name, 1);
  }

  /** For the name servers of the root: the one question that needs no name. */
  public static Question root() {
    return new Question("", 2);
  }

  /**
   * What was answered.
   *
   * @param code 0 = no error
   * @param records how many answer the question
   */
  public record Answer(int code, int records) {}

  /** Asks once. Empty where no answer to this question came in time. */
  public Optional<Answer> ask(Ipv4 resolver, int port, Duration limit) {
    short id = (short) RANDOM.nextInt();
    byte[] question = bytes(id);
    byte[] four = ByteBuffer.allocate(4).putInt(resolver.bits()).array();
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connected: only the resolver's own packets arrive, and "port closed" is heard at once.
      socket.connect(InetAddress.getByAddress(four), port);
      socket.setSoTimeout((int) limit.toMillis());
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket packet = new DatagramPacket(new byte[1_500], 1_500);
      socket.receive(packet);
      return answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), id);
    } catch (IOException silent) {
      // Unreachable, closed or late: all of them mean that this resolver does not answer.
      return Optional.empty();
    }
  }

  /** The answer that a packet holds; empty where it is none to the question of this number. */
  public static Optional<Answer> answer(ByteBuffer packet, short id) {
    boolean ours = packet.limit() >= 12 && packet.getShort(0) == id && (packet.get(2) & 0x80) != 0;
    return ours
        ? Optional.of(new Answer(packet.get(3) & 0xf, packet.getShort(6) & 0xffff))
        : Optional.empty();
  }

  /**
   * The question as a packet.
   *
   * @param id a number that its answer bears too
   */
  public byte[] bytes(short id) {
    ByteBuffer question =
        ByteBuffer.allocate(LARGEST)
            .putShort(id)
            .putShort((short) 0x0100) // recursion desired
            .putShort((short) 1)
            .putShort((short) 0)
            .putInt(0);
    if (!name.isEmpty()) {
      for (String label : name.split("\\.", -1)) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        question.put((byte) text.length).put(text);
      }
    }
    question.put((byte) 0).putShort((short) type).putShort((short) 1); // IN
    return Arrays.copyOf(question.array(), question.position());
  }
}
