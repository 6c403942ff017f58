/**
 * People with a name and a password of their own, under a plan. Routers around the box, enterprise
 * Wi-Fi and the portal ask for them.
 *
 * <p><b>Two ways to keep a password.</b> CHAP (RFC 1994) and MS-CHAPv2 (RFC 2759) prove that both
 * sides know the password without sending it, so the server needs the password itself (or its NT
 * hash, which is as good as the password to whoever steals it). An account that may be asked that
 * way (the default, as MikroTik's hotspot, PPPoE and PEAP do) keeps its password sealed with the
 * box's key: the database or a backup alone gives nothing away, the whole disk with the key file
 * does. An account that only ever sends its password (PAP, EAP-TTLS/PAP, the portal) can be kept as
 * an argon2id hash instead ({@code challenges = false}): then not even the whole box gives it away,
 * and CHAP and MS-CHAPv2 are refused with that reason.
 *
 * <p><b>What is cached.</b> Argon2 costs 12 MiB and tens of milliseconds, too much for each packet.
 * After a hash has matched once, {@link io.gatehouse.guest.account.AccountPasswords} remembers
 * HMAC-SHA256 of it under a key that is drawn at each start and never leaves the process. The entry
 * is bound to the stored hash, so a changed password is in force at once, and a stolen disk holds
 * nothing of it.
 *
 * <p><b>Time windows</b> are the one thing here that follows the time of day. It is handed in from
 * outside; while it is unknown such an account is refused, as a window that opens whenever the
 * clock is lost would open for whoever pulls the plug. Accounts without a window do not care.
 */
package io.gatehouse.guest.account;
