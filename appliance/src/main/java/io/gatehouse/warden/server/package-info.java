/** The socket that the edge calls. */
package io.gatehouse.warden.server;
