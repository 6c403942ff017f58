package io.gatehouse.hub.authority;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A key for which somebody asks a certificate, and of which they have the private half. */
public final class Request {
  private static final int LONGEST = 4_096;

  private final PublicKey key;

  private Request(PublicKey key) {
    this.key = key;
  }

  /** Reads PEM of a PKCS #10 request; empty where it is none on P-256 with a good signature. */
  public static Optional<Request> parse(String pem) {
    if (pem.length() > LONGEST) {
      return Optional.empty();
    }
    try (PEMParser in = new PEMParser(new StringReader(pem))) {
      if (!(in.readObject() instanceof PKCS10CertificationRequest asked)) {
        return Optional.empty();
      }
      PublicKey key = new JcaPKCS10CertificationRequest(asked).getPublicKey();
      boolean strong =
          key instanceof ECPublicKey curve && curve.getParams().getOrder().bitLength() == 256;
      boolean proven =
          strong && asked.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
      return proven ? Optional.of(new Request(key)) : Optional.empty();
    } catch (IOException
        | GeneralSecurityException
        | OperatorCreationException
        | PKCSException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  PublicKey key() {
    return key;
  }

  /** Tells keys apart: SHA-256 of the public key in hex. */
  public String digest() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
