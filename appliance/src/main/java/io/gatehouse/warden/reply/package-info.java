/** What the warden answers. */
package io.gatehouse.warden.reply;
