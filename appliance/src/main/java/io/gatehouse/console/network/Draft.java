package io.gatehouse.console.network;

import io.gatehouse.network.settings.Settings;

/**
 * A change that somebody has looked over and not applied yet.
 *
 * @param base the revision that its author saw
 * @param reason why, in its author's words; may be empty
 * @param from path of the page that it was made on
 */
public record Draft(long base, Settings after, String reason, String from) {}
