/**
 * What routers report of sessions (RFC 2866): durable before it is acknowledged, counted once, kept
 * for people to search, and passed on to upstream servers however long they are away.
 *
 * <p><b>Taking in.</b> The port's thread hands over everything that has arrived; {@link
 * io.gatehouse.radius.accounting.AccountingBook} writes it in one transaction together with what it
 * means for passes and sessions, and only then are the answers sent. While a commit is under way
 * the next group gathers in the kernel's buffer: the busier it is, the fewer syncs per record.
 *
 * <p><b>Right totals.</b> {@link io.gatehouse.radius.accounting.Totals} takes reports in any order,
 * doubled, with 32-bit counters that wrap, from routers without a clock. Input octets are what the
 * router received from the guest, so upload (RFC 2866 §5.3).
 *
 * <p><b>Passing on.</b> A record waits in {@code accounting_queue}, under the name of its pool,
 * until a server of that pool has acknowledged it. It is sent with a fresh id and its age in
 * Acct-Delay-Time. A record that stays unanswered 8 times while others are answered is set aside,
 * shown, and can be sent again; while nobody answers, nothing is. After a crash between an answer
 * and its commit a group is sent once more: it is told by Acct-Session-Id, status and
 * Event-Timestamp, which are the same.
 *
 * <p><b>Our own guests.</b> With {@code radius.ownGuests} naming a pool, {@link
 * io.gatehouse.radius.accounting.OwnGuests} follows the journal and queues Start, Interim (every 10
 * minutes) and Stop of the sessions that this box itself carries, in the transaction that moves its
 * place in the journal.
 */
package io.gatehouse.radius.accounting;
