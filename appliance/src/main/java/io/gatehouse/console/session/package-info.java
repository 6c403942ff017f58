/** The pages of who is in and of what was used. */
package io.gatehouse.console.session;
