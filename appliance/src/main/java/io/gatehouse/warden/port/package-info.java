/** At which port of the guests' bridge each admitted device is. */
package io.gatehouse.warden.port;
