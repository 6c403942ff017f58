/** What is decided about sessions, each in one transaction: in, on, at rest, over. */
package io.gatehouse.guest.session;
