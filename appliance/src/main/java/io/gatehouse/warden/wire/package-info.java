/** Verbs as text and frames on the socket, the same on both sides. */
package io.gatehouse.warden.wire;
