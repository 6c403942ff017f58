/**
 * The box's own answers to RADIUS requests: PAP, CHAP, MS-CHAPv2 and MAC authentication for
 * accounts, vouchers and listed devices. A voucher's first use here opens its pass exactly as the
 * portal does; what a router carries is a session of the box with another enforcement.
 *
 * <p>{@link io.gatehouse.radius.server.Credentials} reads what a request proves itself with, {@link
 * io.gatehouse.radius.server.LocalServer} decides, {@link io.gatehouse.radius.server.ReplyPolicy}
 * writes the answer. All of it blocks on the store and belongs on virtual threads; a retransmission
 * is answered by the transport's cache, and where that has forgotten it, the same decision comes
 * out again, as a device is in once.
 */
package io.gatehouse.radius.server;
