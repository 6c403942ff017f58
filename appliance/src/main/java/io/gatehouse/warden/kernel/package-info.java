/** The loaded firewall, the interfaces it names, and the kernel as calls of the C library. */
package io.gatehouse.warden.kernel;
