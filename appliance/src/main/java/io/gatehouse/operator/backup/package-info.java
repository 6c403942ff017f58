/**
 * Backups: made each night and on demand, sealed with a recovery passphrase, tried before they are
 * relied on, and put in place at a start of this box or of the one that replaces it.
 */
package io.gatehouse.operator.backup;
