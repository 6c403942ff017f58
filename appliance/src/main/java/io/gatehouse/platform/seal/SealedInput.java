package io.gatehouse.platform.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Opens what {@link SealedOutput} has sealed. No byte comes out that is not authentic, and the end
 * only where it was meant to be.
 */
public final class SealedInput extends InputStream {
  private final PushbackInputStream in;
  private final SealedStream pieces;
  private byte[] piece = {};
  private int at;
  private boolean last;

  /** With the same key, header and prefix. */
  public SealedInput(InputStream in, byte[] key, byte[] header, byte[] prefix) {
    this.in = new PushbackInputStream(in, 1);
    this.pieces = new SealedStream(key, header, prefix);
  }

  /** It was changed or cut off, or the key is another one: which of them cannot be known. */
  public static final class NotAuthentic extends IOException {
    private static final long serialVersionUID = 1L;

    NotAuthentic(Throwable cause) {
      super("not authentic", cause);
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int some = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, from, some);
    at += some;
    return some;
  }

  private boolean fill() throws IOException {
    while (at == piece.length && !last) {
      byte[] sealed = in.readNBytes(SealedStream.PIECE + SealedStream.TAG);
      int beyond = in.read();
      last = beyond < 0;
      if (!last) {
        in.unread(beyond);
      }
      try {
        piece = pieces.next(Cipher.DECRYPT_MODE, sealed, sealed.length, last);
      } catch (GeneralSecurityException e) {
        throw new NotAuthentic(e);
      }
      at = 0;
    }
    return at < piece.length;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
