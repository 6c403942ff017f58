/**
 * One line for each thing worth knowing, on stderr, where the service manager picks it up: {@code
 * ts= uptime= level= room= msg= ...}. What strangers send cannot break a line, make it long, or
 * make many of them: control characters are escaped, texts are cut, and each source has an
 * allowance.
 */
package io.gatehouse.platform.log;
