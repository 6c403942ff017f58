/**
 * Taking a box back: what each level takes away, the order that outlives the power, and the half of
 * it that is the ledger's. The files' half is done before anything is mounted: see {@code
 * overlay/}.
 */
package io.gatehouse.reset;
