/**
 * The one place where anything is remembered.
 *
 * <p><b>Writing.</b> One thread writes. It takes all works that wait (up to 64), runs each in a
 * savepoint of one transaction, syncs once, then answers them. So callers should be many and
 * blocking (virtual threads), and a work should be short: others wait for it.
 *
 * <p><b>SQL</b> is constant text that runs on SQLite and PostgreSQL; {@link
 * io.gatehouse.platform.store.Dialect} tells how. The tests of the store run on both.
 *
 * <p><b>Schema.</b> Rooms add files {@code NNN_name.sql} to the folder {@code migrations} beside
 * this package: 001 to 009 the platform's, from 010 the guest floor's, from 020 the operator
 * floor's. A file that was published is never changed, only followed by another.
 *
 * <p><b>Why the migrations are our own.</b> Opening a file that is up to date took 568 ms in a new
 * JVM with Flyway 11.14.1 and 240 ms with {@code Migrations} (medians of 5, 2 cores, loading SQLite
 * included, flags as on the box but no AOT cache), and Flyway loads 1,200 more classes. The box's
 * goal is to answer its first guest soon after power-on, and the part of Flyway that would be used
 * is about 150 lines.
 */
package io.gatehouse.platform.store;
