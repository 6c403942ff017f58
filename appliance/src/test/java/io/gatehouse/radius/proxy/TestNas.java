package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signatures;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A router on real UDP. */
public final class TestNas implements AutoCloseable {
  public static final String SECRET = "what the router and the box share";

  private final DatagramSocket socket;
  private final Signer signer = SharedSecret.of(SECRET).signer();
  private final PacketCheck check = new PacketCheck();
  private int id;

  public TestNas(InetAddress from) throws IOException {
    socket = new DatagramSocket(0, from);
  }

  TestNas() throws IOException {
    this(InetAddress.getLoopbackAddress());
  }

  public Signer signer() {
    return signer;
  }

  public byte[] login(String user, String password) {
    PacketBuilder builder = PacketBuilder.request(Code.ACCESS_REQUEST, id++ & 255);
    return builder
        .add(Attribute.USER_NAME, user)
        .add(
            Attribute.USER_PASSWORD, Hiding.hidePassword(password, signer, builder.authenticator()))
        .add(Attribute.CALLED_STATION_ID, "02-00-00-00-00-01:Guests")
        .signed(signer);
  }

  public byte[] start(String session) {
    return PacketBuilder.request(Code.ACCOUNTING_REQUEST, id++ & 255)
        .add(Attribute.USER_NAME, "ada")
        .add(Attribute.ACCT_STATUS_TYPE, 1)
        .add(Attribute.ACCT_SESSION_ID, session)
        .signed(signer);
  }

  public void send(byte[] bytes, int port) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  void sendQuietly(byte[] bytes, int port) {
    try {
      send(bytes, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer as it came, or null after so long. */
  public byte[] receive(int millis) throws IOException {
    socket.setSoTimeout(millis);
    DatagramPacket in = new DatagramPacket(new byte[Packet.LONGEST], Packet.LONGEST);
    try {
      socket.receive(in);
    } catch (SocketTimeoutException e) {
      return null;
    }
    return Arrays.copyOf(in.getData(), in.getLength());
  }

  /** Asks, and answers with the verified reply; null where none came within 5 s. */
  public Packet ask(byte[] request, int port) throws IOException {
    send(request, port);
    byte[] reply = receive(5_000);
    return reply == null ? null : verified(reply, request);
  }

  public Packet verified(byte[] reply, byte[] request) {
    Packet packet = Packet.of(reply);
    Refusal refusal = check.check(packet, Port.REPLIES);
    if (refusal == Refusal.NONE) {
      refusal = Signatures.ofReply(packet, check, signer, request, Packet.AUTHENTICATOR, true);
    }
    if (refusal != Refusal.NONE) {
      throw new AssertionError("the reply is refused: " + refusal.meaning());
    }
    if (Code.isAccessReply(packet.code())
        && packet.type(packet.first()) != Attribute.MESSAGE_AUTHENTICATOR) {
      throw new AssertionError("Message-Authenticator is not the first attribute");
    }
    return packet;
  }

  @Override
  public void close() {
    socket.close();
  }
}
