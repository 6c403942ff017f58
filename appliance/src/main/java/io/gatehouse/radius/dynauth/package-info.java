/**
 * Tells routers at once what was decided about sessions that they carry (RFC 5176): Disconnect for
 * what is over, CoA for other terms. A router that refuses or stays silent learns it when the
 * device asks next, as every Access-Accept is made of what holds then; so nothing is queued here.
 */
package io.gatehouse.radius.dynauth;
