/** Plans, vouchers, sessions and usage. */
package io.gatehouse.api.guest;
