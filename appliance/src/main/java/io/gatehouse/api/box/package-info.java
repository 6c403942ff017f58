/** The box: status, journal, live events, settings, certificate. */
package io.gatehouse.api.box;
