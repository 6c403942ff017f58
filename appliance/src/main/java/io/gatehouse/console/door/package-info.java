/** Who may come in, and a request of one who came in. */
package io.gatehouse.console.door;
