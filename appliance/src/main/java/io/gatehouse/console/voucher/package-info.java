/** The pages of vouchers: a batch is made, shown once, printed, and taken back. */
package io.gatehouse.console.voucher;
