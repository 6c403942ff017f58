/** Staged files on their way into place, and back. */
package io.gatehouse.warden.rollout;
