/**
 * Who passes, at which speed, and whose connections are forgotten: ipset, neighbours, conntrack,
 * tc.
 */
package io.gatehouse.warden.gate;
