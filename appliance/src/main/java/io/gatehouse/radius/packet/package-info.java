/**
 * RADIUS packets as bytes (RFC 2865, 2866, 2868, 2869, 3579, 5176, 5997, 6929). Knows no transport,
 * no clock, no settings. Reading a packet from a stranger:
 *
 * <pre>{@code
 * Packet packet = new Packet().over(bytes, offset, received);    // views, reused, one thread
 * Refusal refusal = check.check(packet, Port.AUTHENTICATION);    // shape; counts by refusal.label()
 * if (refusal == Refusal.NONE) {
 *   refusal = Signatures.ofRequest(packet, check, signer, true); // who sent it
 * }
 * byte[] clear = Hiding.password(packet, check.userPassword(), signer);
 * }</pre>
 *
 * Making one: {@link io.gatehouse.radius.packet.PacketBuilder}; {@code signed(signer)} for
 * requests, {@code signedFor(request, signer)} for replies. Passing one on: {@link
 * io.gatehouse.radius.packet.Forwarding}. A {@link io.gatehouse.radius.packet.SharedSecret} makes a
 * {@link io.gatehouse.radius.packet.Signer} for each thread that needs one; packet, check and
 * signer are for one thread at a time. What each class of malformed packet is answered with is the
 * table in this room's README.md.
 */
package io.gatehouse.radius.packet;
