/** The pages of plans. */
package io.gatehouse.console.plan;
