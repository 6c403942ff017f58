package io.gatehouse.radius.eap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The TLS of one conversation: bytes in, bytes out. */
final class TlsTunnel {
  /** RFC 9190 §2.3 and RFC 9427 §2.1, of TLS 1.3. */
  private static final String LABEL_13 = "EXPORTER_EAP_TLS_Key_Material";

  /** MSK and EMSK; only the first half is used. */
  private static final int KEY_BYTES = 128;

  private static final int MASTER_KEY = 64;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteArrayOutputStream toPeer = new ByteArrayOutputStream();
  private byte[] rest = {};
  private boolean open;

  TlsTunnel(SSLEngine engine) throws SSLException {
    this.engine = engine;
    engine.beginHandshake();
  }

  /** True once both sides have proved their keys. */
  boolean isOpen() {
    return open;
  }

  boolean isTls13() {
    return "TLSv1.3".equals(engine.getSession().getProtocol());
  }

  /**
   * Takes what the peer sent; what it is to get waits in {@link #pending}.
   *
   * @return what it said inside the tunnel
   * @throws SSLException where TLS has ended; an alert may be pending
   */
  byte[] take(byte[] bytes) throws SSLException {
    ByteBuffer in = ByteBuffer.wrap(joined(rest, bytes));
    rest = new byte[] {};
    ByteArrayOutputStream clear = new ByteArrayOutputStream();
    try {
      drive(in, clear);
    } catch (SSLException e) {
      alert();
      throw e;
    }
    rest = new byte[in.remaining()];
    in.get(rest);
    if (engine.isInboundDone()) {
      throw new SSLException("the peer has closed the tunnel");
    }
    return clear.toByteArray();
  }

  private void drive(ByteBuffer in, ByteArrayOutputStream clear) throws SSLException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      } else if (status == HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING);
      } else if (engine.isInboundDone() || !in.hasRemaining() || !unwrap(in, clear)) {
        return;
      }
    }
  }

  /** False where a whole record is not there yet. */
  private boolean unwrap(ByteBuffer in, ByteArrayOutputStream clear) throws SSLException {
    ByteBuffer said = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    SSLEngineResult result = engine.unwrap(in, said);
    clear.write(said.array(), 0, said.position());
    finished(result);
    boolean moved = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
    return result.getStatus() == SSLEngineResult.Status.OK
        && (moved || engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING);
  }

  private void wrap(ByteBuffer clear) throws SSLException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(clear, out);
    toPeer.write(out.array(), 0, out.position());
    finished(result);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && out.position() == 0) {
      throw new SSLException("the tunnel is closed");
    }
  }

  private void finished(SSLEngineResult result) {
    open |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
  }

  /** What the engine has to say about the end, so that the peer can tell its user. */
  private void alert() {
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING);
      }
    } catch (SSLException e) {
      // There is no more to say; the cause is on its way already.
      engine.closeOutbound();
    }
  }

  /** Says something inside the tunnel; it waits in {@link #pending}. */
  void say(byte[] clear) throws SSLException {
    ByteBuffer from = ByteBuffer.wrap(clear);
    while (from.hasRemaining()) {
      wrap(from);
    }
  }

  /** What the peer is to get, once. */
  byte[] pending() {
    byte[] out = toPeer.toByteArray();
    toPeer.reset();
    return out;
  }

  /** The master session key. */
  byte[] keys(EapMethod method) throws SSLException {
    ExtendedSSLSession session = (ExtendedSSLSession) engine.getSession();
    byte[] all =
        isTls13()
            ? session.exportKeyingMaterialData(LABEL_13, new byte[] {(byte) method.type}, KEY_BYTES)
            : session.exportKeyingMaterialData(method.label, null, KEY_BYTES);
    return Arrays.copyOf(all, MASTER_KEY);
  }

  /** The peer's own certificate, which was checked in the handshake. */
  X509Certificate certificate() throws SSLException {
    return (X509Certificate) engine.getSession().getPeerCertificates()[0];
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
