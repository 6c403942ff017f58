/** How a call is read and how it is answered, whatever it is about. */
package io.gatehouse.api.call;
