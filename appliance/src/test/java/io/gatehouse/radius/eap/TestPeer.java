package io.gatehouse.radius.eap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A device that speaks PEAP or EAP-TTLS with the JDK's TLS, and lets tests bend what it says. */
final class TestPeer {
  static final byte[] RIGHT = "right right right right!".getBytes(StandardCharsets.US_ASCII);
  private static final int PIECE = 400;

  private final EapMethod method;
  private final UnaryOperator<byte[]> inside;
  private final Fragments fragments = new Fragments();
  private final SSLEngine engine;
  private boolean started;
  private boolean begun;
  private boolean spoke;

  /**
   * @param inside bends what goes through the tunnel
   */
  TestPeer(EapMethod method, String protocol, UnaryOperator<byte[]> inside) {
    this.method = method;
    this.inside = inside;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(new String[] {protocol});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] identity(int id) {
    return new EapPacket(
            EapPacket.RESPONSE, id, EapPacket.IDENTITY, "x".getBytes(StandardCharsets.US_ASCII))
        .bytes();
  }

  /** What it says to a question. */
  byte[] answer(byte[] question) throws SSLException {
    int id = question[1] & 0xff;
    if ((question[4] & 0xff) != method.type) {
      return new EapPacket(EapPacket.RESPONSE, id, EapPacket.NAK, new byte[] {(byte) method.type})
          .bytes();
    }
    byte[] data = Arrays.copyOfRange(question, 5, question.length);
    if (fragments.hasMore()) {
      return piece(id);
    }
    boolean start = !started;
    started = true;
    byte[] message = {};
    if (!start) {
      if (fragments.take(data) == Fragments.Taken.MORE) {
        return new EapPacket(EapPacket.RESPONSE, id, method.type, new byte[1]).bytes();
      }
      message = fragments.message();
    }
    fragments.send(say(message));
    return piece(id);
  }

  private byte[] piece(int id) {
    return new EapPacket(EapPacket.RESPONSE, id, method.type, fragments.next(PIECE)).bytes();
  }

  private byte[] say(byte[] message) throws SSLException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    ByteBuffer heard = ByteBuffer.allocate(64 * 1024);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean open = false;
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> open |= wrap(new byte[0], out);
        default -> {
          int before = in.remaining();
          SSLEngineResult result = before == 0 ? null : engine.unwrap(in, heard);
          if (result == null || in.remaining() == before) {
            return end(heard, out, open);
          }
          open |= result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
        }
      }
    }
  }

  private byte[] end(ByteBuffer heard, ByteArrayOutputStream out, boolean open)
      throws SSLException {
    byte[] clear = new byte[heard.flip().remaining()];
    heard.get(clear);
    if (method == EapMethod.TTLS && open && !spoke) {
      spoke = true;
      wrap(inside.apply(pap()), out);
    } else if (method == EapMethod.PEAP && clear.length > 0) {
      wrap(inside.apply(peap(clear)), out);
    }
    return out.toByteArray();
  }

  private boolean wrap(byte[] clear, ByteArrayOutputStream out) throws SSLException {
    ByteBuffer to = ByteBuffer.allocate(64 * 1024);
    SSLEngineResult result = engine.wrap(ByteBuffer.wrap(clear), to);
    out.write(to.array(), 0, to.position());
    return result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
  }

  private static byte[] pap() {
    ByteBuffer pairs = ByteBuffer.allocate(12 + 8 + 16);
    pairs.putInt(1).putInt(0x4000_0009).put("x\0\0\0".getBytes(StandardCharsets.US_ASCII));
    pairs
        .putInt(2)
        .putInt(0x4000_0018)
        .put("right\0\0\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
    return pairs.array();
  }

  private static byte[] peap(byte[] said) {
    if (said.length == 1) {
      return new byte[] {EapPacket.IDENTITY, 'x'};
    }
    if (said[0] == EapPacket.MS_CHAP_V2 && said[1] == 1) {
      ByteBuffer response = ByteBuffer.allocate(5 + 1 + 49 + 1);
      response.put((byte) EapPacket.MS_CHAP_V2).put((byte) 2).put(said[2]).putShort((short) 55);
      response.put((byte) 49).put(new byte[24]).put(RIGHT).put((byte) 0).put((byte) 'x');
      return response.array();
    }
    if (said[0] == EapPacket.MS_CHAP_V2) {
      return new byte[] {EapPacket.MS_CHAP_V2, said[1]};
    }
    byte[] result = said.clone();
    result[0] = EapPacket.RESPONSE;
    return result;
  }

  /** The tests are about the server. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
