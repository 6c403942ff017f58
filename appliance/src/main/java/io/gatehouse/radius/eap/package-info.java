/**
 * EAP ended on the box (RFC 3748): EAP-TLS (RFC 5216, 9190), PEAP version 0 with MS-CHAPv2, and
 * EAP-TTLS with PAP (RFC 5281), each over TLS 1.2 or 1.3, with the keys of RFC 5216 and 9427.
 *
 * <p>{@link io.gatehouse.radius.eap.EapServer} holds the conversations, {@link
 * io.gatehouse.radius.eap.Conversation} is one of them, {@link io.gatehouse.radius.eap.TlsTunnel}
 * the TLS in it; who may come in is asked of {@link io.gatehouse.radius.eap.Users}. The room knows
 * no RADIUS and no accounts.
 *
 * <p>The TLS is the JDK's. Three were looked at. The JDK's exports keys since 25 (RFC 5705), needs
 * nothing that the console has not loaded, and its engine takes bytes as they come. BouncyCastle's
 * TLS would be 1 MB more to load and patch for the same. hostapd's EAP server would be a daemon of
 * its own that can only ask files, so that each voucher would have to be written where it reads.
 * What the JDK's asks for: TLS 1.2 with the extended master secret (RFC 7627; OpenSSL since 1.1.0,
 * Android since 8, Windows since 10), without which keys are not exported and the login fails.
 */
package io.gatehouse.radius.eap;
