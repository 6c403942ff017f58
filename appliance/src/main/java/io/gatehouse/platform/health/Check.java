package io.gatehouse.platform.health;

import java.util.function.Supplier;

/**
 * One part of the box that can be looked at.
 *
 * @param vital without it the box cannot do its work, so it is not ready
 * @param look may block for a moment; what it throws counts as a bad finding
 */
public record Check(String name, boolean vital, Supplier<Finding> look) {}
