package io.gatehouse.warden.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How requests and replies stand on the socket: four bytes of length (big endian), then UTF-8. */
public final class Frame {
  /** The longest request: a full batch has about 60 KB. */
  public static final int LONGEST_REQUEST = 1 << 18;

  /** The longest reply: the counters of 65,536 members have about 12 MB. */
  public static final int LONGEST_REPLY = 1 << 24;

  private Frame() {}

  public static void write(OutputStream out, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[4 + body.length];
    ByteBuffer.wrap(frame).putInt(body.length).put(body);
    out.write(frame);
    out.flush();
  }

  /** The head of a frame whose body of so many bytes the caller writes after it. */
  public static void writeHead(OutputStream out, int length) throws IOException {
    out.write(ByteBuffer.allocate(4).putInt(length).array());
  }

  /**
   * Reads one frame.
   *
   * @return null at the end of the stream between two frames
   */
  public static String read(InputStream in, int longest) throws IOException {
    byte[] head = in.readNBytes(4);
    if (head.length == 0) {
      return null;
    }
    if (head.length < 4) {
      throw new EOFException("the peer left inside a frame");
    }
    int length = ByteBuffer.wrap(head).getInt();
    if (length < 0 || length > longest) {
      throw new IOException("a frame of " + length + " bytes, at most " + longest + " are taken");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the peer left inside a frame");
    }
    return new String(body, StandardCharsets.UTF_8);
  }
}
