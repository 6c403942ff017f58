/** Bits that a card has changed in what a box keeps, and the start that follows. */
package io.gatehouse.campaign.flips;
