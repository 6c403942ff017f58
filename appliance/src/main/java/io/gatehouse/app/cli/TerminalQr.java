package io.gatehouse.app.cli;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code as text: two rows of modules a line, light on the dark of most terminals. */
final class TerminalQr {
  private static final int QUIET = 2;

  private TerminalQr() {}

  static String of(String text) {
    ByteMatrix matrix;
    try {
      matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
    StringBuilder lines = new StringBuilder();
    int side = matrix.getWidth();
    for (int y = -QUIET; y < side + QUIET; y += 2) {
      for (int x = -QUIET; x < side + QUIET; x++) {
        boolean upper = light(matrix, x, y);
        boolean lower = y + 1 < side + QUIET && light(matrix, x, y + 1);
        lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private static boolean light(ByteMatrix matrix, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < matrix.getWidth() && y < matrix.getHeight();
    return !inside || matrix.get(x, y) == 0;
  }
}
