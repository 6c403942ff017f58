package io.gatehouse.guest.usage;

/**
 * What one plan did on one day.
 *
 * @param day the label that the day had on this box, {@code 2026-11-20} as a rule
 * @param sessions devices that came online
 * @param redeemed vouchers redeemed for the first time
 * @param seconds presence of the sessions that ended
 */
public record DayTotal(
    String day,
    String planId,
    String planName,
    long sessions,
    long redeemed,
    long revenueMinor,
    String currency,
    long seconds,
    long upBytes,
    long downBytes) {}
