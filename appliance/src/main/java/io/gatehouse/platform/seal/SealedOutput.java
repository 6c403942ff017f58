package io.gatehouse.platform.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Seals what is written to it. Only what was closed can be opened again. */
public final class SealedOutput extends OutputStream {
  /** Bytes of the random prefix of the nonces. */
  public static final int PREFIX = 7;

  private final OutputStream out;
  private final SealedStream pieces;
  private final byte[] piece = new byte[SealedStream.PIECE];
  private int filled;
  private boolean closed;

  /**
   * @param key 32 bytes
   * @param header what the reader knows already; it opens with the same one alone
   * @param prefix random, {@link #PREFIX} bytes, never twice for a key
   */
  public SealedOutput(OutputStream out, byte[] key, byte[] header, byte[] prefix) {
    this.out = out;
    this.pieces = new SealedStream(key, header, prefix);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      // A full piece waits, as it may be the last.
      if (filled == piece.length) {
        send(false);
      }
      int some = Math.min(left, piece.length - filled);
      System.arraycopy(bytes, at, piece, filled, some);
      filled += some;
      at += some;
      left -= some;
    }
  }

  private void send(boolean last) throws IOException {
    try {
      out.write(pieces.next(Cipher.ENCRYPT_MODE, piece, filled, last));
      filled = 0;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot be sealed", e);
    }
  }

  /** Writes the last piece, which says that it is the last, and closes what is below. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (out) {
        send(true);
      }
    }
  }
}
