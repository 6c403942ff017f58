/**
 * The pages of the box's network: a form for each section of the settings, the change on its way to
 * the box, and every state that the settings had.
 */
package io.gatehouse.console.network;
