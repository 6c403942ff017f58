package io.gatehouse.sync.wire;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/**
 * The public key of a hub's authority: what a box believes in once it has joined. On P-256; written
 * as a compressed point (SEC 1 §2.3.3), 33 bytes.
 */
public final class AuthorityKey {
  /** The name of every hub's authority; which one it is, its key says. */
  public static final String NAME = "CN=Gatehouse hub authority";

  static final int BYTES = 33;
  private static final String CURVE = "secp256r1";

  private final byte[] point;

  private AuthorityKey(byte[] point) {
    this.point = point;
  }

  public static AuthorityKey of(PublicKey key) {
    if (!(key instanceof ECPublicKey onCurve)
        || onCurve.getParams().getOrder().bitLength() != 256) {
      throw new IllegalArgumentException("an authority's key is on P-256");
    }
    byte[] point = new byte[BYTES];
    point[0] = (byte) (onCurve.getW().getAffineY().testBit(0) ? 3 : 2);
    byte[] x = onCurve.getW().getAffineX().toByteArray();
    int length = Math.min(x.length, BYTES - 1);
    System.arraycopy(x, x.length - length, point, BYTES - length, length);
    return new AuthorityKey(point);
  }

  /**
   * @throws Unreadable where it is no point of the curve
   */
  static AuthorityKey decode(byte[] point) throws Unreadable {
    AuthorityKey key = new AuthorityKey(point.clone());
    key.affine();
    return key;
  }

  /** Of {@link #text}. */
  public static AuthorityKey parse(String text) throws Unreadable {
    try {
      return decode(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("not the key of an authority", e);
    }
  }

  /** For files. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
  }

  byte[] encoded() {
    return point.clone();
  }

  public PublicKey key() {
    try {
      return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine(), curve()));
    } catch (GeneralSecurityException | Unreadable e) {
      throw new IllegalStateException("a point that was on the curve is not any more", e);
    }
  }

  /** Whether the authority has signed that text. */
  public boolean signed(byte[] text, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key());
      check.update(text);
      return check.verify(signature);
    } catch (SignatureException e) {
      // Bytes that are no signature at all.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ECPoint affine() throws Unreadable {
    try {
      var known = ECNamedCurveTable.getByName(CURVE).getCurve().decodePoint(point).normalize();
      return new ECPoint(
          known.getAffineXCoord().toBigInteger(), known.getAffineYCoord().toBigInteger());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Unreadable("not a point of " + CURVE, e);
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuthorityKey key && Arrays.equals(point, key.point);
  }

  @Override
  public int hashCode() {
    return new BigInteger(point).hashCode();
  }

  /** For people to compare: the first bytes in hex. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(point, 0, 12);
  }
}
