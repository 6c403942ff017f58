package io.gatehouse.platform.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A job as people see it.
 *
 * @param when its period or time of day, in words
 * @param runs finished runs since the program's start
 * @param failures how many of them threw
 * @param skipped times it was due while it still ran
 * @param lastStartServiceMillis service time of the newest start
 * @param lastTook of the newest finished run
 * @param lastResult "ok", what was thrown, or empty before the first run ends
 */
public record JobView(
    String name,
    String when,
    boolean running,
    long runs,
    long failures,
    long skipped,
    OptionalLong lastStartServiceMillis,
    Duration lastTook,
    String lastResult) {}
