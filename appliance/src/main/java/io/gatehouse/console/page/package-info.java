/** How a page of the console is asked for, filled and sent. */
package io.gatehouse.console.page;
