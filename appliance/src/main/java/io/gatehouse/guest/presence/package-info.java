/**
 * Who is in: the rows, their mirror in memory, and the gate and the counted bytes that follow them.
 */
package io.gatehouse.guest.presence;
