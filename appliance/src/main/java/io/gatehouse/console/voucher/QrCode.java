package io.gatehouse.console.voucher;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code as the path of an SVG drawing, one unit a module.
 *
 * @param size modules of a side, without the quiet zone
 * @param path the dark modules
 */
public record QrCode(int size, String path) {
  private static final int QUIET = 4;

  /** The code of a text; up to about 200 characters stay easy to scan from paper. */
  static QrCode of(String text) {
    ByteMatrix matrix;
    try {
      matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      int x = 0;
      while (x < matrix.getWidth()) {
        int start = x;
        while (x < matrix.getWidth() && matrix.get(x, y) == 1) {
          x++;
        }
        if (x > start) {
          path.append('M').append(start).append(' ').append(y);
          path.append('h').append(x - start).append("v1h-").append(x - start).append('z');
        }
        x++;
      }
    }
    return new QrCode(matrix.getWidth(), path.toString());
  }

  /** The visible part, with the quiet zone that scanners need around it. */
  public String viewBox() {
    int side = size + 2 * QUIET;
    return -QUIET + " " + -QUIET + " " + side + " " + side;
  }
}
