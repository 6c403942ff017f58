/**
 * Pages for the people who run a box, on the management network only. {@link
 * io.gatehouse.console.door.Guard} stands before every route; {@link
 * io.gatehouse.console.page.Pages} does a page's work beside the event loop; each {@code *Pages}
 * class is one subject. The pages stand in {@code web-ui/console} and work without a script; htmx
 * and {@code console.js} only keep them fresh.
 */
package io.gatehouse.console;
